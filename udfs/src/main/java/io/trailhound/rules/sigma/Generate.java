package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * A correlation's {@code generate}, in its section or beside it, to the rules under it that alert
 * all the same. What can't be read is refused: taken for {@code false}, it would lose alerts.
 */
final class Generate {
  private static final String KEY = "generate";

  private final Document document;
  private final Names names;
  private final References references;

  Generate(Document document, Names names) {
    this.document = document;
    this.names = names;
    this.references = References.of(document, names);
  }

  /**
   * @throws RuleException when it's neither true or false nor names of rules that the correlation
   *     refers to
   */
  List<String> read() {
    List<String> generated = new ArrayList<>(read(document.entries()));
    generated.addAll(read((Entries) document.entries().get("correlation")));
    return generated;
  }

  private List<String> read(Entries in) {
    if (!in.entries().containsKey(KEY)) {
      return List.of();
    }
    YamlValue value = in.get(KEY);
    if (value == null || value instanceof Entries) {
      throw unreadable(in.placeOf(KEY), value == null ? "empty" : value.kind());
    }
    boolean alone = value instanceof Text;
    List<String> given = document.texts(in, KEY);
    if (alone && Truth.of(given.get(0)).isPresent()) {
      return Truth.of(given.get(0)).get() ? references.rules() : List.of();
    }
    return given.stream().map(text -> rule(text, in.placeOf(KEY, text), alone)).toList();
  }

  private String rule(String text, Place at, boolean alone) {
    if (alone && names.find(text) == null && !names.mayBeUnread(text)) {
      throw unreadable(at, "'" + text + "'");
    }
    String name = names.resolve(document, at, text);
    if (!references.mayHave(name)) {
      throw document.problem(
          at,
          Check.CORRELATION,
          KEY + " names " + text + ", which isn't one of the correlation's rules",
          "the correlation that refers to it can generate it");
    }
    return name;
  }

  private RuleException unreadable(Place at, String what) {
    return document.problem(
        at,
        Check.CORRELATION,
        KEY + " must be true, false or names of the correlation's rules, this is " + what,
        KEY + ": true lets all of them alert");
  }
}

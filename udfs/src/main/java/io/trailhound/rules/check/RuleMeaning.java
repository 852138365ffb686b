package io.trailhound.rules.check;

import io.trailhound.rules.Finding;
import io.trailhound.rules.sigma.Modifiers;
import io.trailhound.rules.sigma.RuleSource;
import io.trailhound.rules.sigma.SigmaFile;
import io.trailhound.rules.sigma.YamlValue;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.CaseFold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a rule file in, what its documents ask for out: equal for texts that differ only in
 * what means nothing, as quotes, comments, the order of values in selections, values that stand
 * twice, and the case of those of which case isn't asked or can be but one. All else is compared to
 * the letter.
 */
final class RuleMeaning {
  private final String file;

  /** Empty where the file can't be read. */
  private final Optional<Object> documents;

  private RuleMeaning(RuleSource source) {
    this.file = source.file();
    this.documents = documents(source);
  }

  static RuleMeaning of(RuleSource source) {
    return new RuleMeaning(source);
  }

  /** Whether the file could be read, can be with {@code text} in it, and asks for the same then. */
  boolean isOf(String text) {
    return documents.isPresent() && documents.equals(documents(new RuleSource(file, text)));
  }

  private static Optional<Object> documents(RuleSource source) {
    List<Finding> wrong = new ArrayList<>();
    List<Object> documents = new ArrayList<>();
    SigmaFile.parse(source, wrong).forEach(document -> documents.add(document(document)));
    return wrong.isEmpty() ? Optional.of(documents) : Optional.empty();
  }

  private static Object document(Entries document) {
    Map<String, Object> keys = new HashMap<>();
    document.entries().forEach((key, entry) -> keys.put(key, ofKey(key, entry.value())));
    return keys;
  }

  private static Object ofKey(String key, YamlValue value) {
    boolean section = key.equals("detection") || key.equals("filter");
    if (!section || !(value instanceof Entries entries)) {
      return exact(value);
    }
    Map<String, Object> selections = new HashMap<>();
    entries
        .entries()
        .forEach(
            (name, entry) -> {
              boolean selects = DetectionSection.isSelection(key, name);
              selections.put(name, selects ? selection(entry.value()) : exact(entry.value()));
            });
    return selections;
  }

  private static Object selection(YamlValue selection) {
    if (selection instanceof Items items) {
      return items.items().stream().map(RuleMeaning::selection).collect(Collectors.toSet());
    }
    if (selection instanceof Entries map) {
      List<Object> criteria = new ArrayList<>();
      map.entries().forEach((key, entry) -> criteria.add(criterion(key, entry.value())));
      return criteria;
    }
    return criterion("", selection);
  }

  private static Object criterion(String key, YamlValue value) {
    List<Text> texts = new ArrayList<>();
    for (YamlValue each : value instanceof Items items ? items.items() : List.of(value)) {
      if (!(each instanceof Text text)) {
        return List.of(key, exact(value));
      }
      texts.add(text);
    }
    try {
      Criterion criterion = new Criterion(key, value.at(), Modifiers.parse(key), texts);
      Set<Object> values =
          texts.stream()
              .map(text -> Optional.ofNullable(text.text()).map(it -> asked(criterion, it)))
              .collect(Collectors.toSet());
      String asked = criterion.needlesslyCased() ? key.replace(RuleFix.CASED, "") : key;
      return List.of(asked, values);
    } catch (IllegalArgumentException e) {
      return List.of(key, exact(value)); // an error says so
    }
  }

  private static String asked(Criterion criterion, String text) {
    if (criterion.foldsCase()) {
      return CaseFold.of(text);
    }
    boolean event = criterion.isExact() && criterion.isOf(EventChecks.NAME);
    boolean written = event && !criterion.modifiers().expand();
    return written ? Catalogue.get().inRightCase(text) : text;
  }

  private static Object exact(YamlValue value) {
    if (value instanceof Items items) {
      return items.items().stream().map(RuleMeaning::exact).toList();
    }
    if (value instanceof Entries map) {
      Map<String, Object> keys = new HashMap<>();
      map.entries().forEach((key, entry) -> keys.put(key, exact(entry.value())));
      return keys;
    }
    return Optional.ofNullable(((Text) value).text());
  }
}

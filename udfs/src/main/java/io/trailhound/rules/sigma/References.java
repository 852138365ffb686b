package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The rules that a correlation refers to, as far as they exist.
 *
 * @param rules names of those whose events it takes
 * @param helpers names of those that only divide these events: trusted and sensitive of rare_ratio
 * @param complete whether all that it refers to exist
 */
record References(List<String> rules, List<String> helpers, boolean complete) {

  static References of(Document document, Names names) {
    Entries section = (Entries) document.entries().get("correlation");
    List<String> rules = known(document, section, "rules", names);
    List<String> helpers = new ArrayList<>(known(document, section, "trusted", names));
    helpers.addAll(known(document, section, "sensitive", names));
    boolean complete =
        Stream.of("rules", "trusted", "sensitive")
            .flatMap(key -> quiet(document, section, key).stream())
            .allMatch(reference -> names.find(reference) != null);
    return new References(rules, helpers, complete);
  }

  /** Whether it refers to the rule, or may do so by a name that isn't known. */
  boolean mayHave(String rule) {
    return rules.contains(rule) || helpers.contains(rule) || !complete;
  }

  private static List<String> known(Document document, Entries section, String key, Names names) {
    return quiet(document, section, key).stream()
        .map(names::find)
        .filter(Objects::nonNull)
        .toList();
  }

  /** What is wrong here is reported by {@link Correlations}. */
  private static List<String> quiet(Document document, Entries section, String key) {
    try {
      return key.equals("rules") ? Extended.rules(document, section) : document.texts(section, key);
    } catch (RuleException e) {
      return List.of();
    }
  }
}

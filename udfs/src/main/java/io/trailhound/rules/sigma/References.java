package io.trailhound.rules.sigma;

import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The rules that a correlation refers to, as far as they exist.
 *
 * @param rules names of those whose events it takes
 * @param helpers names of those that only divide these events: trusted and sensitive of rare_ratio
 * @param generated names of those that alert on their own all the same: Sigma's {@code generate:
 *     true} means all of {@code rules}, and as an extension it may name some of them
 */
record References(List<String> rules, List<String> helpers, List<String> generated) {

  static References of(Document document, Names names) {
    Entries section = (Entries) document.entries().get("correlation");
    List<String> rules = known(document, section, "rules", names);
    List<String> helpers = new ArrayList<>(known(document, section, "trusted", names));
    helpers.addAll(known(document, section, "sensitive", names));
    List<String> generate = new ArrayList<>(quiet(document, section, "generate"));
    generate.addAll(quiet(document, document.entries(), "generate"));
    List<String> generated =
        generate.contains("true") ? rules : known(document, section, "generate", names);
    return new References(rules, helpers, generated);
  }

  /** Adds the rules that this correlation silences, and those that it lets alert. */
  void note(Set<String> silenced, Set<String> alerting) {
    silenced.addAll(rules);
    silenced.addAll(helpers);
    alerting.addAll(generated);
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

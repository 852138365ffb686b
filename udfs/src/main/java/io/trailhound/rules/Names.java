package io.trailhound.rules;

import java.util.List;
import java.util.Map;

/**
 * What a reference in a correlation or filter means: a rule's name or its id.
 *
 * @param rules documents by rule name
 */
record Names(Map<String, Document> rules, Map<String, String> nameById) {

  /** The name of the rule that {@code reference} means, or null. */
  String find(String reference) {
    return rules.containsKey(reference) ? reference : nameById.get(reference);
  }

  /** The same, refused with the nearest name when there is none. */
  String resolve(Document from, int line, String reference) {
    String name = find(reference);
    if (name != null) {
      return name;
    }
    throw new RuleException(List.of(missing(from, line, reference)));
  }

  Finding missing(Document from, int line, String reference) {
    String near =
        rules.keySet().stream()
            .filter(candidate -> Distance.between(candidate, reference) <= 3)
            .findFirst()
            .map(candidate -> "did you mean " + candidate + "?")
            .orElse("write the name: or id: of a rule that is loaded too");
    return from.finding(line, "there is no rule " + reference, near);
  }
}

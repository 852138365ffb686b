package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.text.Distance;
import java.util.List;
import java.util.Map;

/**
 * What a reference in a correlation or filter means: a rule's name or its id.
 *
 * @param rules documents by rule name
 * @param broken files that may have more rules than could be read
 */
record Names(Map<String, Document> rules, Map<String, String> nameById, List<RuleSource> broken) {

  /** The name of the rule that {@code reference} means, or null. */
  String find(String reference) {
    return rules.containsKey(reference) ? reference : nameById.get(reference);
  }

  /** The same, refused with the nearest name when there is none. */
  String resolve(Document from, Place at, String reference) {
    String name = find(reference);
    if (name != null) {
      return name;
    }
    if (mayBeUnread(reference)) {
      throw new RuleException(List.of()); // what is wrong there is reported already
    }
    throw new RuleException(List.of(missing(from, at, Check.REFERENCE, reference)));
  }

  /** Whether a file that couldn't be read may have the rule. */
  boolean mayBeUnread(String reference) {
    return broken.stream().anyMatch(source -> source.text().contains(reference));
  }

  Finding missing(Document from, Place at, Check check, String reference) {
    String near =
        Distance.nearest(reference, rules.keySet(), 3)
            .map(candidate -> "did you mean " + candidate + "?")
            .orElse("write the name: or id: of a rule that is loaded too");
    return from.finding(at, check, "there is no rule " + reference, near);
  }
}

package io.trailhound.detect;

import io.trailhound.model.DetectorKey;
import io.trailhound.model.Group;
import io.trailhound.rules.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of one kind by name, as an operator carries them. */
final class ByName {
  private ByName() {}

  static <R extends Rule> Map<String, R> of(List<R> rules) {
    Map<String, R> byName = new HashMap<>();
    rules.forEach(rule -> byName.put(rule.name(), rule));
    return byName;
  }

  /**
   * The rule that keyed state is of: null when it was removed since, or when its group-by took in
   * more fields and the group has no value for them.
   */
  static <R extends Rule> R find(Map<String, R> rules, DetectorKey key) {
    R rule = rules.get(key.rule());
    return rule != null && fits(rule, key) ? rule : null;
  }

  static boolean fits(Rule rule, DetectorKey key) {
    return Group.count(key.group()) >= rule.groupBy().size();
  }
}

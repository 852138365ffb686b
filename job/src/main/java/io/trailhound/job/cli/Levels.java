package io.trailhound.job.cli;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.LinkedHashMap;
import java.util.Map;

/** The loaded rules that send alerts: name to level, in their order. */
final class Levels {
  private Levels() {}

  static Map<String, String> of(RuleBook rules) {
    Map<String, String> levels = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      if (rules.alerts(rule.name())) {
        levels.put(rule.name(), rule.info().level());
      }
    }
    return levels;
  }
}

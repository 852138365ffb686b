package io.trailhound.match;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.Sigma;
import java.util.ArrayList;
import java.util.List;

/** Rules of one line each, and the signals of an event under them. */
final class GivenRules {
  private static final String RULE =
      """
      title: T
      name: %s
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {%s}, t: {eventSource: b}, condition: %s}
      """;

  private GivenRules() {}

  static String rule(String name, String selection, String condition) {
    return RULE.formatted(name, selection, condition);
  }

  static String correlation(String name, String type, String condition, String group) {
    return """
        title: C
        name: %s
        correlation: {type: %s, rules: base, group-by: %s, timespan: 1h, condition: %s}
        """
        .formatted(name, type, group, condition);
  }

  static List<Signal> signals(RuleBook book, String record) {
    CloudTrailEvent event = Sigma.event(book.extraFields(), record);
    List<Signal> signals = new ArrayList<>();
    new RuleMatcher(book).match(event, (rule, signal) -> signals.add(signal));
    return signals;
  }
}

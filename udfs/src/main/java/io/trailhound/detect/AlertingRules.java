package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Lets the alerts of rules pass that speak for themselves, not those of mere steps, nor what state
 * of before still has of a rule that is gone.
 */
public final class AlertingRules implements FilterFunction<Alert> {
  public static final String UID = "alerting-rules";

  private final Set<String> alerting = new HashSet<>();

  public AlertingRules(RuleBook book) {
    book.rules().stream().map(rule -> rule.name()).filter(book::alerts).forEach(alerting::add);
  }

  @Override
  public boolean filter(Alert alert) {
    return alerting.contains(alert.rule);
  }
}

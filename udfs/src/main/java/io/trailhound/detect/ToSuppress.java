package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Suppression;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Alerts in; those of rules that suppress nothing, and those that have nothing in common with
 * others, out at once; the rest to {@link #SUPPRESSED}.
 */
final class ToSuppress extends ProcessFunction<Alert, Alert> {
  static final String UID = "to-suppress";

  static final OutputTag<Alert> SUPPRESSED = new OutputTag<>("suppressed") {};

  private static final long serialVersionUID = 1L;

  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, Suppression> suppressions = new HashMap<>();

  ToSuppress(RuleBook book) {
    for (Rule rule : book.rules()) {
      rules.put(rule.name(), rule);
      book.suppression(rule).ifPresent(it -> suppressions.put(rule.name(), it));
    }
  }

  @Override
  public void processElement(Alert alert, Context ctx, Collector<Alert> out) {
    Suppression how = suppressions.get(alert.rule);
    if (how == null || how.key(rules.get(alert.rule), alert) == null) {
      out.collect(alert);
    } else {
      ctx.output(SUPPRESSED, alert);
    }
  }
}

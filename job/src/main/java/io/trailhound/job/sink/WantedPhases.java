package io.trailhound.job.sink;

import io.trailhound.alert.Flush;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Alerts come in; those that {@code --emit} asks for go out to the sink, counted.
 *
 * <p>Metrics: {@link Metrics#ALERTS} by rule and phase, {@link Metrics#ALERT_DELAY}.
 */
public final class WantedPhases extends RichFilterFunction<Alert> {
  private static final String UID = "wanted-phases";

  private final boolean finalsOnly;

  /** The phases that alerts of a rule can have here. */
  private final Map<String, List<String>> phases = new LinkedHashMap<>();

  private transient AlertMetrics metrics;

  private WantedPhases(boolean finalsOnly, RuleBook rules) {
    this.finalsOnly = finalsOnly;
    for (Rule rule : rules.rules()) {
      if (rules.alerts(rule.name())) {
        boolean finalAtOnce = finalsOnly || rule instanceof Rule.Match;
        phases.put(
            rule.name(),
            finalAtOnce
                ? List.of(Alert.FINAL)
                : List.of(Alert.EARLY, Alert.FINAL, Alert.WITHDRAWN));
      }
    }
  }

  /**
   * Attaches the operator.
   *
   * @param finalsOnly whether only final alerts are wanted
   */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts, boolean finalsOnly, RuleBook rules) {
    return alerts
        .filter(new WantedPhases(finalsOnly, rules))
        .name("wanted phases")
        .uid(UID)
        .setBufferTimeout(Flush.ALERTS_WITHIN_MILLIS);
  }

  @Override
  public void open(OpenContext context) {
    metrics = new AlertMetrics(getRuntimeContext().getMetricGroup(), phases);
  }

  @Override
  public boolean filter(Alert alert) {
    boolean wanted = !finalsOnly || alert.phase.equals(Alert.FINAL);
    if (wanted) {
      metrics.leaves(alert);
    }
    return wanted;
  }
}

package io.trailhound.job.sink;

import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Alerts come in; those that {@code --emit} and {@code --alerts-since} ask for go out to the sink,
 * counted. It's attached whatever these say, so that the graph stays the same.
 *
 * <p>Metrics: {@link Metrics#ALERTS} by rule and phase, {@link Metrics#ALERT_DELAY}.
 */
public final class WantedAlerts extends RichFilterFunction<Alert> {
  private static final String UID = "wanted-phases";

  private final boolean finalsOnly;

  /** Null: all of them. */
  private final AlertsSince since;

  /** The phases that alerts of a rule can have here. */
  private final Map<String, List<String>> phases = new LinkedHashMap<>();

  private final boolean cloudWatch;

  private transient AlertMetrics metrics;

  private WantedAlerts(
      boolean finalsOnly, Optional<Instant> since, RuleBook rules, boolean cloudWatch) {
    this.finalsOnly = finalsOnly;
    this.cloudWatch = cloudWatch;
    this.since = since.map(time -> new AlertsSince(time, rules.rules())).orElse(null);
    for (Rule rule : rules.rules()) {
      if (rules.alerts(rule.name())) {
        boolean finalAtOnce =
            finalsOnly
                || (rule instanceof Rule.Match
                    && rules.suppression(rule).isEmpty()
                    && !rules.namesActors());
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
   * @param since of which time and later; empty: all
   * @param cloudWatch whether metrics are for CloudWatch too
   */
  public static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts,
      boolean finalsOnly,
      Optional<Instant> since,
      RuleBook rules,
      boolean cloudWatch) {
    return attach(alerts, new WantedAlerts(finalsOnly, since, rules, cloudWatch), UID);
  }

  /**
   * The same for incidents.
   *
   * @param rules the one that they are of
   */
  public static SingleOutputStreamOperator<Alert> attachToIncidents(
      DataStream<Alert> incidents,
      boolean finalsOnly,
      Optional<Instant> since,
      RuleBook rules,
      boolean cloudWatch) {
    WantedAlerts wanted = new WantedAlerts(finalsOnly, since, rules, cloudWatch);
    wanted.phases.replaceAll(
        (rule, all) -> finalsOnly ? all : List.of(Alert.EARLY, Alert.FINAL, Alert.WITHDRAWN));
    return attach(incidents, wanted, "wanted-incidents");
  }

  private static SingleOutputStreamOperator<Alert> attach(
      DataStream<Alert> alerts, WantedAlerts function, String uid) {
    return alerts.filter(function).name("WantedAlerts").uid(uid);
  }

  @Override
  public void open(OpenContext context) {
    metrics =
        new AlertMetrics(Metrics.in(getRuntimeContext().getMetricGroup(), cloudWatch), phases);
  }

  @Override
  public boolean filter(Alert alert) {
    boolean wanted =
        (!finalsOnly || alert.phase.equals(Alert.FINAL)) && (since == null || since.takes(alert));
    if (wanted) {
      metrics.leaves(alert);
    }
    return wanted;
  }
}

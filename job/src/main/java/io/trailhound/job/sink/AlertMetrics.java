package io.trailhound.job.sink;

import io.trailhound.metrics.CounterByLabel;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Alert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Alerts that leave come in, counts by rule and phase and the delay since the arrival of the event
 * that caused them go to Flink's metrics.
 */
final class AlertMetrics {
  /** Quantiles are those of so many alerts. Flink's own histograms hold some 100 to 1,000. */
  private static final int DELAYS = 1000;

  private final MetricGroup group;
  private final Histogram delay;
  private final Map<String, CounterByLabel> byRule = new HashMap<>();

  /**
   * @param group of our metrics
   * @param phases of each rule, which are there with 0 from the start
   */
  AlertMetrics(MetricGroup group, Map<String, List<String>> phases) {
    this.group = group;
    delay = group.histogram(Metrics.ALERT_DELAY, new DescriptiveStatisticsHistogram(DELAYS));
    phases.forEach((rule, known) -> byRule.put(rule, byPhase(rule, known)));
  }

  void leaves(Alert alert) {
    byRule.computeIfAbsent(alert.rule, rule -> byPhase(rule, List.of())).inc(alert.phase);
    if (alert.arrival > 0) {
      delay.update(Math.max(0, System.currentTimeMillis() - alert.arrival));
    }
  }

  private CounterByLabel byPhase(String rule, List<String> known) {
    return new CounterByLabel(
        group.addGroup(Metrics.RULE, rule), Metrics.ALERTS, Metrics.PHASE, known);
  }
}

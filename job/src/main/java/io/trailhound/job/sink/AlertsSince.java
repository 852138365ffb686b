package io.trailhound.job.sink;

import io.trailhound.alert.Flush;
import io.trailhound.alert.IdentityTime;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Alerts come in; those whose id can have a revision of {@code --alerts-since} or later go out,
 * whatever their phase: what is decided must be the same for an early alert and for the final one
 * behind it, whose {@code @timestamp} may be another. Before {@link WantedPhases}, which counts
 * what is sent.
 */
public final class AlertsSince implements FilterFunction<Alert> {
  private static final String UID = "alerts-since";

  private final long since;
  private final Map<String, Rule> rules = new HashMap<>();

  AlertsSince(Instant since, List<Rule> rules) {
    this.since = since.toEpochMilli();
    rules.forEach(rule -> this.rules.put(rule.name(), rule));
  }

  /** Attaches the operator, when there's a time. */
  public static DataStream<Alert> attach(
      DataStream<Alert> alerts, Optional<Instant> since, RuleBook book) {
    return since
        .<DataStream<Alert>>map(
            time ->
                alerts
                    .filter(new AlertsSince(time, book.rules()))
                    .name("alerts since")
                    .uid(UID)
                    .setBufferTimeout(Flush.ALERTS_WITHIN_MILLIS))
        .orElse(alerts);
  }

  @Override
  public boolean filter(Alert alert) {
    return IdentityTime.latest(rules.get(alert.rule), alert) >= since;
  }
}

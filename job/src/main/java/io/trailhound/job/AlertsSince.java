package io.trailhound.job;

import io.trailhound.alert.Flush;
import io.trailhound.model.Alert;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Alerts come in; those of {@code --alerts-since} or later go out, whatever their phase. Before
 * {@link WantedPhases}, which counts what is sent.
 */
final class AlertsSince implements FilterFunction<Alert> {
  private static final String UID = "alerts-since";

  private final long since;

  AlertsSince(Instant since) {
    this.since = since.toEpochMilli();
  }

  /** Attaches the operator, when there's a time. */
  static DataStream<Alert> attach(DataStream<Alert> alerts, Optional<Instant> since) {
    return since
        .<DataStream<Alert>>map(
            time ->
                alerts
                    .filter(new AlertsSince(time))
                    .name("alerts since")
                    .uid(UID)
                    .setBufferTimeout(Flush.ALERTS_WITHIN_MILLIS))
        .orElse(alerts);
  }

  @Override
  public boolean filter(Alert alert) {
    return alert.time >= since;
  }
}

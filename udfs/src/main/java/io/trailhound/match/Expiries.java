package io.trailhound.match;

import io.trailhound.metrics.Metrics;
import io.trailhound.rules.Expiry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of exceptions from rules that end as event time goes on: in the log and by metrics. */
final class Expiries {
  private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);

  private final List<Expiry> inOrder;

  /** How many have ended; read by Flink's metrics thread, which may lag behind a little. */
  private int ended;

  private long latest = Long.MIN_VALUE;

  Expiries(List<Expiry> expiries, MetricGroup metrics) {
    inOrder = expiries.stream().sorted(Comparator.comparingLong(Expiry::end)).toList();
    metrics.gauge(Metrics.EXCEPTIONS_EXPIRED, (Gauge<Integer>) () -> ended);
    metrics.gauge(Metrics.NEXT_EXPIRY, (Gauge<Long>) this::secondsLeft);
  }

  /**
   * @param time the largest event time so far
   */
  void advance(long time) {
    latest = time;
    while (ended < inOrder.size() && inOrder.get(ended).end() <= time) {
      Expiry expiry = inOrder.get(ended++);
      LOG.info(
          "The exception in {} ended at {}{}",
          expiry.filter(),
          Instant.ofEpochMilli(expiry.end()),
          expiry.reason() == null ? "" : ". Its reason was: " + expiry.reason());
    }
  }

  private long secondsLeft() {
    int next = ended;
    return next >= inOrder.size() || latest == Long.MIN_VALUE
        ? -1
        : Math.max(0, (inOrder.get(next).end() - latest) / 1_000);
  }
}

package io.trailhound.match;

import io.trailhound.metrics.Metrics;
import io.trailhound.rules.Expiry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of exceptions from rules that end as event time goes on: in the log and by metrics. */
final class Expiries {
  private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);

  /** Never changed, only replaced. */
  private List<Expiry> inOrder;

  private final Set<Expiry> told = new HashSet<>();

  /** How many have ended; read by Flink's metrics thread, which may lag behind a little. */
  private int ended;

  private long latest = Long.MIN_VALUE;

  Expiries(List<Expiry> expiries, MetricGroup metrics) {
    inOrder = inOrder(expiries);
    metrics.gauge(Metrics.EXCEPTIONS_EXPIRED, (Gauge<Integer>) () -> ended);
    metrics.gauge(Metrics.NEXT_EXPIRY, (Gauge<Long>) this::secondsLeft);
  }

  private static List<Expiry> inOrder(List<Expiry> expiries) {
    return expiries.stream().sorted(Comparator.comparingLong(Expiry::end)).toList();
  }

  /** Goes by others from now on; an end that was told isn't told again. */
  void replace(List<Expiry> expiries) {
    inOrder = inOrder(expiries);
    told.retainAll(inOrder);
    ended = 0;
    advance(latest);
  }

  /**
   * @param time the largest event time so far
   */
  void advance(long time) {
    latest = time;
    while (ended < inOrder.size() && inOrder.get(ended).end() <= time) {
      Expiry expiry = inOrder.get(ended++);
      if (told.add(expiry)) {
        LOG.info(
            "The exception in {} ended at {}{}",
            expiry.filter(),
            Instant.ofEpochMilli(expiry.end()),
            expiry.reason() == null ? "" : ". Its reason was: " + expiry.reason());
      }
    }
  }

  private long secondsLeft() {
    List<Expiry> all = inOrder;
    int next = ended;
    return next >= all.size() || latest == Long.MIN_VALUE
        ? -1
        : Math.max(0, (all.get(next).end() - latest) / 1_000);
  }
}

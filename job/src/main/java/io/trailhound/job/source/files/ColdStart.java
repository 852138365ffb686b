package io.trailhound.job.source.files;

import io.trailhound.metrics.Metrics;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many events readers took from the archive of a warm start comes in; a warning goes out when
 * all of it is read and there was none of before the other source begins: a start that is cold
 * looks like any other.
 *
 * <p>What was counted before a restart is not known behind it; then nothing is said.
 *
 * <p>Metric: {@link Metrics#COLD_STARTS}.
 */
final class ColdStart {
  /** On the standard error of a local run, where this class is known by its name. */
  private static final Logger LOG = LoggerFactory.getLogger(ColdStart.class);

  private final long seam;
  private final Consumer<String> out;
  private boolean counted;
  private long events;
  private volatile int cold;

  /**
   * @param seam when the other source begins, milliseconds
   * @param counted whether this is the archive's beginning
   */
  ColdStart(long seam, boolean counted, MetricGroup metrics) {
    this(seam, counted, metrics, line -> LOG.warn("{}", line));
  }

  ColdStart(long seam, boolean counted, MetricGroup metrics, Consumer<String> out) {
    this.seam = seam;
    this.counted = counted;
    this.out = out;
    metrics.gauge(Metrics.COLD_STARTS, () -> cold);
  }

  void took(long more) {
    events += more;
  }

  /** Files come again, of which some events were counted or not. */
  void losesCount() {
    counted = false;
  }

  void allIsRead() {
    if (counted && events == 0) {
      cold = 1;
      out.accept(
          "warm-from: the archive has no event%s, so the job begins cold. Right would be: an archive that reaches back before what it is read beside."
              .formatted(
                  seam == Long.MAX_VALUE
                      ? ""
                      : " of before %s, where the source begins"
                          .formatted(Instant.ofEpochMilli(seam))));
    }
  }
}

package io.trailhound.job.source.kinesis;

import io.trailhound.metrics.Metrics;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a reader tells of its shards.
 *
 * <p>Metrics: {@link Metrics#READS_THROTTLED}, {@link Metrics#STREAM_FAILURES}, {@link
 * Metrics#SHARDS_TRIMMED}, {@link Metrics#MILLIS_BEHIND_LATEST}.
 */
final class ShardMetrics {
  private final Counter throttled;
  private final Counter failures;
  private final Counter trimmed;
  private final Map<String, Long> behind = new ConcurrentHashMap<>();

  /**
   * @param metrics the group of ours
   */
  ShardMetrics(MetricGroup metrics) {
    throttled = metrics.counter(Metrics.READS_THROTTLED);
    failures = metrics.counter(Metrics.STREAM_FAILURES);
    trimmed = metrics.counter(Metrics.SHARDS_TRIMMED);
    metrics.gauge(Metrics.MILLIS_BEHIND_LATEST, this::furthestBehind);
  }

  private long furthestBehind() {
    return behind.isEmpty() ? 0 : Collections.max(behind.values());
  }

  void throttled() {
    throttled.inc();
  }

  void failed() {
    failures.inc();
  }

  void trimmed() {
    trimmed.inc();
  }

  /** How long ago what was read of a shard is what had come, milliseconds. */
  void behind(String shard, long millis) {
    behind.put(shard, millis);
  }

  void ended(String shard) {
    behind.remove(shard);
  }
}

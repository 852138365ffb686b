package io.trailhound.job.source.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions in, where they end by the brokers' word out, later. A consumer's own idea of it won't
 * do: it's as old as its last answer, and a broker that can't be reached gives none.
 */
final class LatestOffsets implements AutoCloseable {
  private final Admin admin;
  private final ListOffsetsOptions options;
  private final long interval;
  private final Runnable answered;
  private final Map<TopicPartition, End> ends = new ConcurrentHashMap<>();
  private volatile boolean waiting;
  private long asked;

  /**
   * Where a partition ends.
   *
   * @param offset of the next message that will be written
   * @param asked when, by {@link System#nanoTime}
   */
  record End(long offset, long asked) {
    /** No answer: there may be any number of messages. */
    static End unknown(long asked) {
      return new End(Long.MAX_VALUE, asked);
    }
  }

  /**
   * @param isolation which messages count
   * @param interval between two questions
   * @param patience with a broker that says nothing
   * @param answered is run, by another thread, when answers have come
   */
  LatestOffsets(
      Admin admin,
      IsolationLevel isolation,
      Duration interval,
      Duration patience,
      Runnable answered) {
    this.admin = admin;
    this.options = new ListOffsetsOptions(isolation).timeoutMs((int) patience.toMillis());
    this.interval = interval.toNanos();
    this.answered = answered;
    this.asked = System.nanoTime();
  }

  /** Asks when it's time again and the last question was answered; doesn't wait. */
  void ask(Set<TopicPartition> partitions) {
    long now = System.nanoTime();
    if (waiting || partitions.isEmpty() || now - asked < interval) {
      return;
    }
    waiting = true;
    asked = now;
    ListOffsetsResult result =
        admin.listOffsets(
            partitions.stream()
                .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())),
            options);
    for (TopicPartition partition : partitions) {
      var unused =
          result
              .partitionResult(partition)
              .whenComplete(
                  (end, failure) ->
                      ends.put(
                          partition,
                          failure == null ? new End(end.offset(), now) : End.unknown(now)));
    }
    var unused = result.all().whenComplete((all, failure) -> answered());
  }

  private void answered() {
    waiting = false;
    answered.run();
  }

  /** An answer that has come since the last call, or null. */
  End next(TopicPartition partition) {
    return ends.remove(partition);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}

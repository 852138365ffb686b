package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@link TrailSilence} alone in Flink's harness, for silences of an hour. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class SilenceHarness implements AutoCloseable {
  private final List<Alert> alerts = new ArrayList<>();
  private final String backend;
  private KeyedOneInputStreamOperatorTestHarness<String, Heard, Alert> harness;
  private long now;

  /**
   * @param backend where state is kept: hashmap or rocksdb
   */
  SilenceHarness(String backend) throws Exception {
    this.backend = backend;
    open(null);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new TrailSilence(Duration.ofHours(1), Duration.ofMinutes(15), false),
            heard -> heard.account,
            Types.STRING);
    harness.setProcessingTime(now);
    Harness.open(harness, backend, state);
  }

  void snapshotAndRestore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
  }

  static Heard event(String account, String region, long time) {
    Activity activity = new Activity();
    activity.action = "ListBuckets";
    activity.userName = "alice";
    activity.region = region;
    return Heard.of(account, region, time, "event at " + time, activity);
  }

  void hear(String account, String region, long time) throws Exception {
    harness.processElement(event(account, region, time), time);
    collect();
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    collect();
  }

  void end() throws Exception {
    watermark(Long.MAX_VALUE);
  }

  /** Moves the machine's clock, in steps that a clock has. */
  void clock(long time) throws Exception {
    while (now < time) {
      now = now == 0 ? time : Math.min(time, now + SourceClock.EVERY);
      harness.setProcessingTime(now);
    }
    collect();
  }

  private void collect() {
    alerts.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
  }

  List<Alert> alerts() {
    return alerts;
  }

  /** What the final revisions say in the end, by id. */
  SortedMap<String, String> finals() {
    SortedMap<String, String> finals = new TreeMap<>();
    for (Alert alert : alerts) {
      if (alert.phase.equals(Alert.FINAL)) {
        finals.put(alert.id, words(alert));
      }
    }
    return finals;
  }

  static String words(Alert alert) {
    return "%s %s from %s to %s"
        .formatted(
            alert.activity.accountId,
            alert.activity.region,
            alert.windowStart - Given.START,
            alert.windowEnd == null ? null : alert.windowEnd - Given.START);
  }

  /** State entries and timers that are left; of a database, which doesn't count, keys for each. */
  long left() {
    long state =
        backend.equals("hashmap")
            ? harness.numKeyedStateEntries()
            : keys(Trails.TRAILS.getName()) + keys(Trails.MINUTES.getName());
    return state + harness.numEventTimeTimers();
  }

  private long keys(String state) {
    AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
    return Harness.keys(operator.getKeyedStateBackend(), state);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}

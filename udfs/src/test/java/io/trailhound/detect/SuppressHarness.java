package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.ExtraFields;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Suppression;
import io.trailhound.rules.condition.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** {@link Suppress} alone: alerts and watermarks in, alerts out. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
final class SuppressHarness implements AutoCloseable {
  static final Rule.Match CALL =
      new Rule.Match(Given.info("call", "match"), Conditions.and(List.of()), true);
  static final Rule.ValueCount BURST = Given.count("burst", Duration.ofMinutes(1));

  private final RuleBook book;
  private final String backend;
  private final List<Alert> alerts = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<DetectorKey, Alert, Alert> harness;

  SuppressHarness(Rule rule, String backend) throws Exception {
    this.book = book(rule);
    this.backend = backend;
    open(book, null);
  }

  static RuleBook book(Rule rule) {
    return new RuleBook(
        Map.of(rule.name(), rule),
        Map.of(),
        Set.of(),
        ExtraFields.NONE,
        Set.of(),
        List.of(),
        List.of());
  }

  /** Alerts of one principal within {@code span}, told anew every five minutes. */
  static SuppressHarness calls(Duration span) throws Exception {
    return new SuppressHarness(suppressing(span), "hashmap");
  }

  static Rule.Match suppressing(Duration span) {
    return new Rule.Match(CALL.info().with(byArn(span)), CALL.condition(), true);
  }

  static Rule.ValueCount burstsOf(Duration span) {
    return new Rule.ValueCount(
        BURST.info().with(byArn(span)),
        BURST.rules(),
        BURST.groupBy(),
        null,
        BURST.timespan(),
        false,
        BURST.threshold());
  }

  /** Sequences, of which those that end within {@code timespan} have one id. */
  static Rule.Sequence chainsOf(Duration timespan, Duration span) {
    Rule.Sequence rule = Given.within(timespan, Given.sequence(true, "A", "B"));
    return new Rule.Sequence(
        rule.info().with(byArn(span)),
        rule.steps(),
        rule.groupBy(),
        rule.timespan(),
        rule.ordered(),
        rule.least());
  }

  private static Suppression byArn(Duration span) {
    String arn = "userIdentity.arn";
    return new Suppression(
        List.of(new GroupField(arn, Given.field(arn))), span, Duration.ofMinutes(5), false);
  }

  static Alert call(long time, String eventId) {
    return AlertFactory.match(
        CALL, Given.signal("call", Given.ALICE, time, eventId, "Get" + eventId));
  }

  /** A count that its last call completes. */
  static Alert burst(long window, long time, String phase) {
    CallSummary calls = new CallSummary(BURST);
    for (int i = 0; i < 10; i++) {
      Signal signal = Given.signal("burst", Given.ALICE, time - 9 + i, "e" + time + i, null);
      calls.add(Call.of(signal));
    }
    return AlertFactory.valueCount(BURST, Given.ALICE, window, window + BURST.span(), calls, phase);
  }

  /** A chain of two steps, the second at {@code time}. */
  static Alert chain(Rule.Sequence rule, long time, String name) {
    return AlertFactory.sequence(
        rule,
        Given.ALICE,
        List.of(
            Given.signal("chain", Given.ALICE, time - Given.SECOND, "a" + name, "A"),
            Given.signal("chain", Given.ALICE, time, "b" + name, "B")),
        Alert.FINAL);
  }

  private void open(RuleBook with, OperatorSubtaskState state) throws Exception {
    Suppress function = new Suppress(with, false);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PeriodsOperator<>(function), function::key, Types.POJO(DetectorKey.class));
    Harness.open(harness, backend, state);
  }

  void alert(Alert alert) throws Exception {
    harness.processElement(alert, alert.time);
    collect();
  }

  void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    collect();
  }

  void end() throws Exception {
    watermark(Long.MAX_VALUE);
  }

  void snapshotAndRestore() throws Exception {
    snapshotAndRestore(book);
  }

  /** As a job with other rules goes on. */
  void snapshotAndRestore(RuleBook with) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(with, state);
  }

  private void collect() {
    alerts.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
  }

  List<Alert> alerts() {
    return alerts;
  }

  List<Alert> alerts(String phase) {
    return alerts.stream().filter(alert -> alert.phase.equals(phase)).toList();
  }

  /** State entries and timers that are left. */
  long left() {
    return Harness.left(harness, harness.getOperator());
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sequence that is another rule when the job goes on from its savepoint. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class SequenceChangesTest {
  private enum Change {
    NONE,
    /** Or of another kind: no step comes any more. */
    REMOVED,
    RENAMED,
    FEWER,
    MORE,
    OTHER_STEPS,
    OTHER_ORDER,
    TWICE_AS_LONG,
    LONGER,
    HALF_AS_LONG,
    SHORTER,
    GROUP_BY;

    Rule.Sequence of(Rule.Sequence rule) {
      return switch (this) {
        case NONE -> rule;
        case REMOVED -> Given.named("other", rule);
        case RENAMED -> Given.named("renamed", rule);
        case FEWER -> Given.sequence(2, "A", "B", "C");
        case MORE -> Given.sequence(rule.ordered(), "A", "B", "C", "D");
        case OTHER_STEPS -> Given.sequence(rule.ordered(), "A", "X", "C");
        case OTHER_ORDER -> Given.sequence(!rule.ordered(), "C", "B", "A");
        case TWICE_AS_LONG -> Given.within(Duration.ofMinutes(60), rule);
        case LONGER -> Given.within(Duration.ofMinutes(50), rule);
        case HALF_AS_LONG -> Given.within(Duration.ofMinutes(15), rule);
        case SHORTER -> Given.within(Duration.ofMinutes(9), rule);
        case GROUP_BY -> byRegionToo(rule);
      };
    }

    private static Rule.Sequence byRegionToo(Rule.Sequence rule) {
      List<GroupField> more = new ArrayList<>(rule.groupBy());
      more.add(new GroupField("cloud.region", Given.field("cloud.region")));
      return new Rule.Sequence(
          rule.info(), rule.steps(), more, rule.timespan(), rule.ordered(), rule.least());
    }
  }

  /** Where steps are certain at once, and where they are counts and other sequences. */
  static Stream<Arguments> all() {
    Rule.Sequence nested = Given.sequence(true, "call", "C");
    List<Rule> below = List.of(Given.count("A", Duration.ofMinutes(10)), Given.named("B", nested));
    return Stream.of(Change.values())
        .flatMap(
            change ->
                Stream.of(
                    Arguments.of(change, Given.sequence(true, "A", "B", "C"), List.of()),
                    Arguments.of(change, Given.sequence(false, "A", "B", "C"), List.of()),
                    Arguments.of(change, Given.sequence(true, "A", "B", "C"), below)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void endsWithoutStateAndTimersAndWithEveryAlertEnded(
      Change change, Rule.Sequence rule, List<Rule> below) throws Exception {
    for (long quietAfter : new long[] {0, 12 * MINUTE, 40 * MINUTE, 3 * HOUR}) {
      assertEnds(change, rule, below, quietAfter, "hashmap");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REMOVED", "OTHER_STEPS", "TWICE_AS_LONG", "SHORTER", "GROUP_BY"})
  void theSameInADatabase(Change change) throws Exception {
    Rule.Sequence rule = Given.sequence(true, "A", "B", "C");
    assertEnds(change, rule, List.of(), 12 * MINUTE, "rocksdb");
  }

  private static void assertEnds(
      Change change, Rule.Sequence rule, List<Rule> below, long quietAfter, String backend)
      throws Exception {
    String of = change + " quiet after " + quietAfter;
    Chains changed = Chains.of(change.of(rule), below);
    try (SequenceHarness harness = new SequenceHarness(Chains.of(rule, below), backend);
        var revisions = revisions(changed)) {
      steps(harness, "chain", ALICE, START, 0);
      assertThat(harness.left()).as(of).isPositive();
      harness.watermark(START + quietAfter - 1);
      harness.goOnWith(changed);
      if (change != Change.REMOVED) {
        String name = changed.rule().name();
        String group = change == Change.GROUP_BY ? Group.join(ALICE, "us-east-1") : ALICE;
        steps(harness, name, group, START + quietAfter, 1);
        harness.watermark(START + quietAfter + 5 * MINUTE);
        harness.snapshotAndRestore();
        steps(harness, name, group, START + quietAfter + 40 * MINUTE, 2);
      }
      for (long passed = 0; passed < 8 * HOUR; passed += 7 * MINUTE) {
        harness.watermark(START + quietAfter + passed);
      }
      assertThat(harness.left()).as(of).isZero();
      pass(harness.alerts(), revisions);
      Revisions.areInOrder(firstFinals(revisions.extractOutputValues()), of);
      assertThat(revisions.numKeyedStateEntries() + revisions.numEventTimeTimers()).isZero();
    }
  }

  private static void steps(SequenceHarness harness, String rule, String group, long from, int part)
      throws Exception {
    String steps = "ABCCAB";
    for (int i = 0; i < steps.length(); i++) {
      String step = steps.substring(i, i + 1);
      String id = part + step + i;
      Signal signal = Given.signal(rule, group, from + i * 3L * MINUTE, id, step);
      if (i % 2 == 0) {
        Signal early = Given.signal(rule, group, signal.time, id, step);
        early.alert = "alert" + id;
        harness.earlyStep(early);
        signal.alert = early.alert;
      }
      harness.step(signal);
    }
  }

  /** Through the operator behind, which knows the changed rule only. */
  private static void pass(
      List<Alert> alerts, KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> revisions)
      throws Exception {
    for (Alert alert : alerts) {
      revisions.processElement(alert, alert.time);
    }
    revisions.processWatermark(Watermark.MAX_WATERMARK);
  }

  /** What is repeated within the period of an id makes its final alert anew. */
  private static List<Alert> firstFinals(List<Alert> alerts) {
    Set<String> ended = new HashSet<>();
    return alerts.stream().filter(a -> !a.phase.equals(Alert.FINAL) || ended.add(a.id)).toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> revisions(
      Chains changed) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new SequenceRevisions(List.of(changed))),
            alert -> alert.id,
            Types.STRING);
    harness.open();
    return harness;
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.ChangingRules.Case;
import io.trailhound.detect.ChangingRules.Kind;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of all kinds that are others, in every way, when the job goes on from its savepoint. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class RuleChangesTest {
  @ParameterizedTest
  @EnumSource
  void endsWithoutStateAndTimersAndWithEveryAlertEnded(Kind kind) throws Exception {
    for (long quietAfter : new long[] {0, 12 * MINUTE, 40 * MINUTE, 3 * HOUR, 4 * DAY, 11 * DAY}) {
      assertEnds(kind, quietAfter, "hashmap");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameInADatabase(Kind kind) throws Exception {
    assertEnds(kind, 12 * MINUTE, "rocksdb");
  }

  private static void assertEnds(Kind kind, long quietAfter, String backend) throws Exception {
    String of = kind + " quiet after " + quietAfter + " in " + backend;
    List<Alert> alerts = new ArrayList<>();
    if (left(kind, kind.cases(), quietAfter, backend, alerts) > 0) {
      for (Case alone : kind.cases()) {
        assertThat(left(kind, List.of(alone), quietAfter, backend, new ArrayList<>()))
            .as("%s: %s", of, alone)
            .isZero();
      }
    }
    for (Case one : kind.cases()) {
      if (isTheSameAlert(kind, one.change())) {
        List<Alert> own = alerts.stream().filter(it -> it.rule.equals(one.name())).toList();
        assertThat(own.isEmpty() && one.change() == RuleChange.NONE)
            .as("%s: %s", of, one)
            .isFalse();
        Revisions.areInOrder(own, of + ": " + one);
      }
    }
  }

  /**
   * Not for rules that are gone, and not for tumbling windows that are longer now: one that was
   * final already can begin where a longer one does.
   */
  private static boolean isTheSameAlert(Kind kind, RuleChange change) {
    boolean mayBeginAgain = kind == Kind.TUMBLING_COUNT && change == RuleChange.TWICE_AS_LONG;
    return change.keepsAlerts() && !mayBeginAgain;
  }

  /** Runs rules and their changes; returns what state and timers are left. */
  private static long left(
      Kind kind, List<Case> cases, long quietAfter, String backend, List<Alert> alerts)
      throws Exception {
    ChangingRules rules = new ChangingRules(kind, cases, new AtomicBoolean());
    try (Harness<?> harness = rules.open(backend)) {
      calls(harness, rules, START, 0);
      harness.watermark(START + quietAfter - 1);
      rules.changed().set(true);
      harness.snapshotAndRestore();
      calls(harness, rules, START + quietAfter, 1);
      harness.watermark(START + quietAfter + 5 * MINUTE);
      harness.snapshotAndRestore();
      calls(harness, rules, START + quietAfter + 40 * MINUTE, 2);
      assertThat(harness.left()).isPositive();
      for (long passed = 0; passed < 40 * DAY; passed += 7 * HOUR) {
        harness.watermark(START + quietAfter + passed);
      }
      alerts.addAll(harness.alerts());
      return harness.left();
    }
  }

  private static void calls(Harness<?> harness, ChangingRules rules, long from, int part)
      throws Exception {
    for (Case one : rules.cases()) {
      for (int i = 0; i < 6; i++) {
        call(harness, rules, one, from + i * 7L * MINUTE, 6 * part + i);
      }
    }
  }

  private static void call(Harness<?> harness, ChangingRules rules, Case one, long time, int i)
      throws Exception {
    boolean ratio = rules.kind() == Kind.RARE_RATIO;
    String value = ratio ? "M247" : rules.form(one).value(i);
    Signal call = Given.signal(rules.name(one), rules.now(one).group(), time, "id" + i, value);
    call.sensitive = true;
    harness.signal(call);
    if (ratio) {
      harness.signal(
          new Signal(call.rule, call.group, time, "trusted" + i, "Amazon.com, Inc.", null));
    }
  }
}

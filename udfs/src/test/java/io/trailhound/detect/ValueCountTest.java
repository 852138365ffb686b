package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class ValueCountTest {
  private static final Rule.ValueCount MORE_THAN_TWO =
      Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(3));

  private Harness<WindowKey> harness;

  private static Harness<WindowKey> open(Rule.ValueCount rule) throws Exception {
    Map<String, Rule.ValueCount> rules = ByName.of(List.of(rule));
    return Harness.of(
        () -> new ValueCount(List.of(rule)),
        signal -> ValueCount.window(rules, signal),
        Types.POJO(WindowKey.class));
  }

  @BeforeEach
  void open() throws Exception {
    harness = open(MORE_THAN_TWO);
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  private static Signal call(long time, String action) {
    return Given.signal("burst", ALICE, time, action + "@" + time, action);
  }

  private List<Alert> finals() throws Exception {
    harness.end();
    return harness.alerts(Alert.FINAL);
  }

  @Test
  void firesEarlyOnTheCallThatCompletesItAndFinalAtTheEndOfTheWindow() throws Exception {
    harness.signal(call(START, "ListUsers"));
    harness.signal(call(START + 1, "ListRoles"));
    assertThat(harness.alerts()).isEmpty();
    harness.signal(call(START + 2, "GetUser"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.signal(call(START + 9 * SECOND, "ListGroups"));
    harness.watermark(START + 10 * SECOND - 2);
    assertThat(harness.alerts()).hasSize(1);
    harness.watermark(START + 10 * SECOND - 1);
    Alert last = harness.alerts().get(1);
    assertThat(last.phase).isEqualTo(Alert.FINAL);
    assertThat(last.id).isEqualTo(harness.alerts().get(0).id);
    assertThat(last.values).containsExactly("GetUser", "ListGroups", "ListRoles", "ListUsers");
    assertThat(last.count).isEqualTo(4);
    assertThat(last.time).isEqualTo(START + 9 * SECOND);
    assertThat(harness.left()).isZero();
  }

  @Test
  void staysSilentBelowTheThresholdHoweverManyCalls() throws Exception {
    for (int i = 0; i < 20; i++) {
      harness.signal(call(START + i, i % 2 == 0 ? "ListUsers" : "ListRoles"));
    }
    assertThat(finals()).isEmpty();
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void theMessageNamesEveryBound() throws Exception {
    Map<Threshold, String> words =
        Map.of(
            new Threshold(2, Long.MAX_VALUE, 4L), "at least 2, not 4",
            new Threshold(2, 5, 4L), "2 to 5, not 4",
            new Threshold(0, 5, 4L), "at most 5, not 4",
            new Threshold(0, Long.MAX_VALUE, 4L), "not 4");
    for (Threshold threshold : words.keySet()) {
      try (Harness<WindowKey> counts = open(Given.valueCount(Duration.ofSeconds(10), threshold))) {
        for (String action : List.of("ListUsers", "ListRoles", "ListGroups")) {
          counts.signal(call(START, action));
        }
        counts.end();
        assertThat(counts.alerts(Alert.FINAL).get(0).message)
            .contains("(threshold: " + words.get(threshold) + ")");
      }
    }
  }

  @Test
  void manyCallsCountAsFewDo() throws Exception {
    int threshold = 3 * WindowCalls.FEW;
    try (Harness<WindowKey> many =
        open(Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(threshold)))) {
      for (int i = 0; i < threshold - 1; i++) {
        for (int again = 0; again < 3; again++) {
          many.signal(call(START, "action " + i));
          many.signal(call(START + again, "action " + i));
        }
        many.snapshotAndRestore();
      }
      assertThat(many.alerts()).isEmpty();
      many.signal(call(START, "the last"));
      assertThat(many.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
      many.end();
      Alert last = many.alerts(Alert.FINAL).get(0);
      assertThat(last.distinct).isEqualTo(threshold);
      assertThat(last.count).isEqualTo(3 * (threshold - 1) + 1);
      assertThat(many.left()).isZero();
    }
  }

  @Test
  void aListThatIsLongCountsTowardAThresholdThatIsLonger() throws Exception {
    try (Harness<WindowKey> many =
        open(Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(3_001)))) {
      List<String> values = IntStream.range(0, 3_000).mapToObj(i -> "value " + i).toList();
      for (int i = 0; i < 3; i++) {
        many.signal(call(START + i, Values.join(values)));
      }
      assertThat(many.alerts()).isEmpty();
      many.signal(call(START, "one more"));
      assertThat(many.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
      many.end();
      assertThat(many.alerts(Alert.FINAL).get(0).distinct).isEqualTo(3_001);
      assertThat(many.left()).isZero();
    }
  }

  /** There a call without a value left an entry and nothing else. */
  @Test
  void aWindowOf010ThatBeganWithoutAValueKeepsItsCall() throws Exception {
    Map<String, Rule.ValueCount> rules = ByName.of(List.of(MORE_THAN_TWO));
    AtomicReference<KeyedProcessFunction<WindowKey, Signal, Alert>> function =
        new AtomicReference<>(new CallsAlone());
    try (Harness<WindowKey> before =
        Harness.of(
            function::get,
            signal -> ValueCount.window(rules, signal),
            Types.POJO(WindowKey.class))) {
      before.signal(Given.signal("burst", ALICE, START, "none", null));
      function.set(new ValueCount(List.of(MORE_THAN_TWO)));
      before.snapshotAndRestore();
      for (String action : List.of("ListUsers", "ListRoles", "GetUser")) {
        before.signal(call(START + 1, action));
      }
      before.end();
      assertThat(before.alerts(Alert.FINAL)).extracting(alert -> alert.count).containsExactly(4L);
      assertThat(before.left()).isZero();
    }
  }

  /** What 0.1.0 did with a call that has no value. */
  private static final class CallsAlone extends KeyedProcessFunction<WindowKey, Signal, Alert> {
    @Override
    public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
      getRuntimeContext().getMapState(ValueCount.CALLS).put(signal.eventId, Call.of(signal));
      ctx.timerService()
          .registerEventTimeTimer(ctx.getCurrentKey().start() + MORE_THAN_TWO.span() - 1);
    }
  }

  @Test
  void callsOnBothSidesOfAWindowEdgeDoNotAddUp() throws Exception {
    harness.signal(call(START + 9 * SECOND, "ListUsers"));
    harness.signal(call(START + 9 * SECOND, "ListRoles"));
    harness.signal(call(START + 10 * SECOND, "GetUser"));
    assertThat(finals()).isEmpty();
  }

  @Test
  void anEventWithoutTheFieldCountsAsACallButAddsNoValue() throws Exception {
    harness.signal(call(START, "ListUsers"));
    harness.signal(call(START + 1, "ListRoles"));
    harness.signal(Given.signal("burst", ALICE, START + 2, "none", null));
    harness.signal(call(START + 3, "GetUser"));
    assertThat(finals())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.count).isEqualTo(4);
              assertThat(alert.distinct).isEqualTo(3);
            });
  }

  @Test
  void aFinalCountStaysWhenSomeOfItsCallsAreDeliveredAgainAfterARestart() throws Exception {
    for (int i = 0; i < 8; i++) {
      harness.signal(call(START + i, "Action" + i));
    }
    harness.watermark(START + 10 * SECOND);
    harness.snapshotAndRestore();
    for (int i = 0; i < 6; i++) {
      harness.signal(call(START + i, "Action" + i));
    }

    assertThat(finals()).singleElement().satisfies(a -> assertThat(a.count).isEqualTo(8));
    assertThat(harness.alerts(Alert.EARLY)).hasSize(1);
  }

  @Test
  void aDuplicateChangesNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      harness.signal(call(START, "ListUsers"));
      harness.signal(call(START + 1, "ListRoles"));
      harness.signal(call(START + 2, "GetUser"));
    }
    assertThat(finals()).singleElement().satisfies(a -> assertThat(a.count).isEqualTo(3));
    assertThat(harness.alerts(Alert.EARLY)).hasSize(1);
  }

  @Test
  void anyOrderOfArrivalGivesTheSameFinal() throws Exception {
    List<Signal> calls = new ArrayList<>();
    for (String action : List.of("ListUsers", "ListRoles", "GetUser", "ListGroups", "GetRole")) {
      calls.add(call(START + action.length(), action));
    }
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(calls, new Random(seed));
      try (Harness<WindowKey> shuffled = open(MORE_THAN_TWO)) {
        for (Signal call : calls) {
          shuffled.signal(call);
        }
        shuffled.end();
        assertThat(shuffled.alerts(Alert.FINAL))
            .extracting(a -> a.id + a.message + a.values + a.eventIds)
            .containsExactly(
                "%s%s%s%s"
                    .formatted(
                        shuffled.alerts().get(0).id,
                        "alice made 5 calls with 5 different actions within 10 s from AS9009 M247"
                            + " (threshold: at least 3): GetRole, GetUser, ListGroups, ListRoles,"
                            + " ListUsers.",
                        "[GetRole, GetUser, ListGroups, ListRoles, ListUsers]",
                        calls.stream()
                            .sorted((a, b) -> Call.IN_ORDER.compare(Call.of(a), Call.of(b)))
                            .map(s -> s.eventId)
                            .toList()));
      }
    }
  }

  @Test
  void goesOnWhereItWasAfterSnapshotAndRestore() throws Exception {
    harness.signal(call(START, "ListUsers"));
    harness.signal(call(START + 1, "ListRoles"));
    harness.snapshotAndRestore();
    harness.signal(call(START + 2, "GetUser"));
    assertThat(harness.alerts(Alert.EARLY)).hasSize(1);
    harness.snapshotAndRestore();
    assertThat(finals()).hasSize(1);
  }

  @Test
  void listsAreCutAtAHundredAndSaySo() throws Exception {
    for (int i = 0; i < 150; i++) {
      harness.signal(call(START + i, String.format(Locale.ROOT, "Action%03d", i)));
    }
    Alert alert = finals().get(0);
    assertThat(alert.distinct).isEqualTo(150);
    assertThat(alert.values).hasSize(100).startsWith("Action000").endsWith("Action099");
    assertThat(alert.eventIds).hasSize(100);
    assertThat(alert.truncated).isTrue();
  }

  @Test
  void aThresholdWithAnUpperBoundIsOnlyDecidedAtTheEnd() throws Exception {
    try (Harness<WindowKey> exactlyTwo =
        open(Given.valueCount(Duration.ofSeconds(10), new Threshold(2, 2, null)))) {
      exactlyTwo.signal(call(START, "ListUsers"));
      exactlyTwo.signal(call(START, "ListRoles"));
      assertThat(exactlyTwo.alerts()).isEmpty();
      exactlyTwo.signal(call(START + 10 * SECOND, "ListUsers"));
      exactlyTwo.end();
      assertThat(exactlyTwo.alerts()).extracting(a -> a.windowStart).containsExactly(START);
    }
  }
}

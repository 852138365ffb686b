package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try")
class SlidingCountTest {
  private static final Rule.ValueCount MORE_THAN_TWO =
      Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(3));

  private Harness<DetectorKey> harness;

  private static Harness<DetectorKey> newHarness() throws Exception {
    return newHarness(MORE_THAN_TWO);
  }

  private static Rule.ValueCount rule(boolean values, Duration timespan, Threshold threshold) {
    Rule.ValueCount rule = Given.valueCount(timespan, threshold);
    return new Rule.ValueCount(
        rule.info(),
        rule.rules(),
        rule.groupBy(),
        values ? rule.field() : null,
        timespan,
        true,
        threshold);
  }

  private static Harness<DetectorKey> newHarness(Rule.ValueCount rule) throws Exception {
    return Harness.of(
        () -> new SlidingCount(List.of(rule)), DetectorKey::of, Types.POJO(DetectorKey.class));
  }

  @BeforeEach
  void open() throws Exception {
    harness = newHarness();
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  /** The windows that fire by what is known, looked for in the simplest way. */
  private static Set<Long> windows(Rule.ValueCount rule, List<Signal> known) {
    long span = rule.timespan().toMillis();
    Set<Long> fired = new TreeSet<>();
    long next = Long.MIN_VALUE;
    for (long start : known.stream().map(s -> s.time).sorted().toList()) {
      Set<String> counted = new HashSet<>();
      for (Signal call : known) {
        if (call.time >= start && call.time < start + span) {
          counted.addAll(rule.field() == null ? List.of(call.eventId) : Values.split(call.value));
        }
      }
      if (start >= next && rule.threshold().test(counted.size())) {
        fired.add(start);
        next = start + span;
      }
    }
    return fired;
  }

  private static Signal random(Random random, String id, int values) {
    String value =
        switch (random.nextInt(6)) {
          case 0 -> null;
          case 1 ->
              Values.join(List.of("v" + random.nextInt(values), "v" + random.nextInt(values)));
          default -> "v" + random.nextInt(values);
        };
    long time = START + random.nextInt(60) * SECOND;
    return Given.signal("burst", ALICE, time, id, value);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void atEveryCallTheAlertsAreThoseOfTheCallsSoFar(boolean values) throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Rule.ValueCount rule =
          rule(values, Duration.ofSeconds(10), Threshold.atLeast(random.nextInt(5)));
      try (Harness<DetectorKey> harness = newHarness(rule)) {
        List<Signal> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          calls.add(random(random, "id" + i, 6));
        }
        calls.addAll(calls.subList(0, 4)); // delivered twice
        long slack = random.nextInt(40) * SECOND;
        List<Signal> known = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        long newest = START;
        for (Signal call : AnyOrder.delivered(calls, slack, random)) {
          if (random.nextInt(20) == 0) {
            harness.snapshotAndRestore();
          }
          harness.signal(call);
          if (ids.add(call.eventId)) {
            known.add(call);
          }
          assertThat(standing(harness)).as("seed %d", seed).isEqualTo(windows(rule, known));
          newest = Math.max(newest, call.time);
          harness.watermark(newest - slack - 1);
        }
        harness.end();
        Revisions.areEarlyAndInOrder(harness.alerts(), "seed " + seed);
        assertThat(standing(harness)).isEqualTo(windows(rule, known));
        assertThat(harness.left()).isZero();
      }
    }
  }

  /** Starts of windows whose alert is out and not taken back. */
  private static Set<Long> standing(Harness<DetectorKey> harness) {
    Set<Long> starts = new TreeSet<>();
    for (Alert alert : harness.alerts()) {
      if (alert.phase.equals(Alert.WITHDRAWN)) {
        starts.remove(alert.windowStart);
      } else {
        starts.add(alert.windowStart);
      }
    }
    return starts;
  }

  @Test
  void aThresholdThatMoreCallsCanUndoIsDecidedAtTheEndOfTheWindow() throws Exception {
    Rule.ValueCount exactlyTwo = rule(true, Duration.ofSeconds(10), new Threshold(2, 2, null));
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<Signal> known = new ArrayList<>();
      try (Harness<DetectorKey> harness = newHarness(exactlyTwo)) {
        for (int i = 0; i < 20; i++) {
          Signal call = random(random, "id" + i, 4);
          known.add(call);
          harness.signal(call);
        }
        assertThat(harness.alerts()).isEmpty();
        harness.end();
        assertThat(standing(harness)).as("seed %d", seed).isEqualTo(windows(exactlyTwo, known));
        assertThat(harness.left()).isZero();
      }
    }
  }

  private static Signal call(long second, String action) {
    return Given.signal("burst", ALICE, START + second * SECOND, action + "@" + second, action);
  }

  @Test
  void callsOnBothSidesOfATumblingEdgeAddUp() throws Exception {
    harness.signal(call(8, "ListUsers"));
    harness.signal(call(9, "ListRoles"));
    harness.signal(call(11, "GetUser"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    Alert alert = harness.alerts().get(1);
    assertThat(alert.id).isEqualTo(harness.alerts().get(0).id);
    assertThat(alert.windowStart).isEqualTo(START + 8 * SECOND);
  }

  @Test
  void callsATimespanApartDoNotAddUp() throws Exception {
    harness.signal(call(0, "ListUsers"));
    harness.signal(call(5, "ListRoles"));
    harness.signal(call(10, "GetUser"));
    harness.end();
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void whatFiredIsNotUsedAgain() throws Exception {
    for (int second = 0; second < 6; second++) {
      harness.signal(call(second * 3L, "Action" + second));
    }
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> (a.windowStart - START) / SECOND)
        .containsExactly(0L);
  }

  @Test
  void anEarlyWindowThatAnEarlierOneTakesOverIsWithdrawn() throws Exception {
    harness.signal(call(8, "ListUsers"));
    harness.signal(call(9, "ListRoles"));
    harness.signal(call(11, "GetUser"));
    harness.signal(call(2, "GetRole"));
    harness.end();
    assertThat(harness.alerts())
        .extracting(a -> a.phase)
        .containsExactly("early", "early", "withdrawn", "final");
    assertThat(harness.alerts(Alert.WITHDRAWN).get(0).id).isEqualTo(harness.alerts().get(0).id);
  }

  @Test
  void whatAWithdrawnWindowHadTakenIsFreeForTheNextOne() throws Exception {
    for (int second : new int[] {8, 9, 11, 13, 14, 15}) {
      harness.signal(call(second, "Action" + second));
    }
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early");
    harness.signal(call(2, "GetRole"));
    assertThat(harness.alerts(Alert.EARLY))
        .extracting(a -> (a.windowStart - START) / SECOND)
        .containsExactly(8L, 2L, 13L);
    harness.end();
    Revisions.areEarlyAndInOrder(harness.alerts(), "");
  }

  @Test
  void anEarlyAlertGoesOutAgainWhenItTurnsOutToBeCompleteEarlier() throws Exception {
    harness.signal(call(8, "ListUsers"));
    harness.signal(call(9, "ListRoles"));
    harness.signal(call(15, "GetUser"));
    harness.signal(call(14, "ListUsers"));
    assertThat(harness.alerts()).hasSize(1);
    harness.signal(call(11, "GetRole"));
    assertThat(harness.alerts())
        .extracting(a -> a.phase + " " + (a.completed - START) / SECOND)
        .containsExactly("early 15", "early 11");
    assertThat(harness.alerts().get(1).id).isEqualTo(harness.alerts().get(0).id);
  }

  @Test
  void whoeverMakesManyCallsHasFewEarlyAlertsOfAWindow() throws Exception {
    harness.signal(call(0, "ListUsers"));
    for (int i = 900; i > 0; i--) {
      harness.signal(Given.signal("burst", ALICE, START + 10L * i, "id" + i, "Action" + i));
    }
    assertThat(harness.alerts(Alert.EARLY)).hasSizeLessThan(20);
    harness.end();
    assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
  }

  @Test
  void anyOrderDuplicatesAndASnapshotGiveTheSameFinals() throws Exception {
    List<Signal> calls = new ArrayList<>();
    Random places = new Random(1);
    for (int i = 0; i < 60; i++) {
      Signal call = call(places.nextInt(200), "Action" + places.nextInt(5));
      calls.add(call);
      calls.add(call);
    }
    AnyOrder.givesTheSameFinals(
        SlidingCountTest::newHarness, calls, a -> a.id + a.message + a.eventIds);
  }

  @Test
  void goesOnFromASavepointOf010() throws Exception {
    AtomicBoolean before = new AtomicBoolean(true);
    try (Harness<DetectorKey> harness =
        Harness.of(
            () -> before.get() ? new Of010() : new SlidingCount(List.of(MORE_THAN_TWO)),
            DetectorKey::of,
            Types.POJO(DetectorKey.class))) {
      harness.signal(call(8, "ListUsers"));
      harness.signal(call(9, "ListRoles"));
      harness.signal(call(11, "GetUser"));
      before.set(false);
      harness.snapshotAndRestore();
      harness.signal(call(9, "ListRoles"));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early");
      harness.snapshotAndRestore();
      harness.end();
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
      assertThat(harness.alerts().get(1).eventIds).hasSize(3);
      assertThat(harness.left()).isZero();
    }
  }

  /** Keeps calls as 0.1.0 did. */
  private static final class Of010 extends KeyedProcessFunction<DetectorKey, Signal, Alert> {
    @Override
    public void processElement(Signal signal, Context ctx, Collector<Alert> out) throws Exception {
      MapState<Long, CallBucket> buckets = getRuntimeContext().getMapState(SlidingCount.BUCKETS);
      long span = MORE_THAN_TWO.timespan().toMillis();
      long start = Times.windowStart(signal.time, span);
      CallBucket bucket = buckets.contains(start) ? buckets.get(start) : new CallBucket();
      bucket.calls.put(signal.eventId, Call.of(signal));
      buckets.put(start, bucket);
      ctx.timerService().registerEventTimeTimer(start + 2 * span - 1);
      ctx.timerService().registerEventTimeTimer(signal.time + span - 1);
    }
  }
}

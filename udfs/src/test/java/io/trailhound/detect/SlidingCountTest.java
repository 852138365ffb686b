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
    for (int seed = 0; seed < Rounds.of(40); seed++) {
      Random random = new Random(seed);
      Rule.ValueCount rule =
          rule(values, Duration.ofSeconds(10), Threshold.atLeast(random.nextInt(5)));
      try (Harness<DetectorKey> harness = newHarness(rule)) {
        List<Signal> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          calls.add(random(random, "id" + i, 6));
        }
        calls.addAll(calls.subList(0, 4)); // delivered twice
        EveryCall.compare(seed, random, harness, calls, known -> windows(rule, known));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThresholdThatMoreCallsCanUndoIsDecidedAtTheEndOfTheWindow(boolean values) throws Exception {
    for (int seed = 0; seed < Rounds.of(21); seed++) {
      Random random = new Random(seed);
      Threshold threshold =
          List.of(
                  new Threshold(2, 2, null),
                  new Threshold(0, 3, null),
                  new Threshold(0, Long.MAX_VALUE, 2L))
              .get(seed % 3);
      Rule.ValueCount rule = rule(values, Duration.ofSeconds(10), threshold);
      List<Signal> known = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        known.add(random(random, "id" + i, 4));
      }
      long slack = random.nextInt(40) * SECOND;
      try (Harness<DetectorKey> harness = newHarness(rule)) {
        long newest = START;
        for (Signal call : AnyOrder.delivered(known, slack, random)) {
          harness.signal(call);
          harness.signal(call);
          newest = Math.max(newest, call.time);
          harness.watermark(newest - slack - 1);
          if (random.nextInt(10) == 0) {
            harness.snapshotAndRestore();
          }
        }
        harness.end();
        assertThat(harness.alerts()).hasSameSizeAs(harness.alerts(Alert.FINAL));
        areRight(harness, rule, known, "seed " + seed);
      }
    }
  }

  /** The windows that fire, with all that is in them, and nothing is left. */
  private static void areRight(
      Harness<DetectorKey> harness, Rule.ValueCount rule, List<Signal> known, String as)
      throws Exception {
    assertThat(EveryCall.standing(harness)).as(as).isEqualTo(windows(rule, known));
    for (Alert alert : harness.alerts(Alert.FINAL)) {
      List<Signal> inside =
          known.stream()
              .filter(call -> call.time >= alert.windowStart && call.time < alert.windowEnd)
              .toList();
      Set<String> counted = new TreeSet<>();
      inside.forEach(call -> counted.addAll(Values.split(call.value)));
      assertThat(alert.count).as(as).isEqualTo(inside.size());
      assertThat(alert.distinct)
          .isEqualTo(rule.field() == null ? null : (Long) (long) counted.size());
    }
    assertThat(harness.left()).isZero();
  }

  /** So many that not each of them can have all others looked at. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manyCallsInTheWrongOrderGiveTheSameFinals(boolean values) throws Exception {
    for (int seed = 0; seed < Rounds.of(4); seed++) {
      Random random = new Random(seed);
      Rule.ValueCount rule =
          rule(values, Duration.ofSeconds(10), Threshold.atLeast(3 + random.nextInt(60)));
      List<Signal> known = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        known.add(random(random, "id" + i, 100));
      }
      List<Signal> arriving = AnyOrder.delivered(known, random.nextInt(100) * SECOND, random);
      if (seed % 3 == 0) {
        arriving = new ArrayList<>(known);
        arriving.sort((a, b) -> Long.compare(b.time, a.time));
      }
      try (Harness<DetectorKey> harness = newHarness(rule)) {
        for (int i = 0; i < arriving.size(); i++) {
          harness.signal(arriving.get(i));
          long earliest = arriving.stream().skip(i + 1L).mapToLong(s -> s.time).min().orElse(START);
          harness.watermark(earliest - 1);
          if (i % 150 == 149) {
            harness.snapshotAndRestore();
          }
        }
        harness.end();
        Revisions.areEarlyAndInOrder(harness.alerts(), "seed " + seed);
        areRight(harness, rule, known, "seed " + seed);
      }
    }
  }

  @Test
  void whoeverCallsBackwardsInTimeHasFewWindowsTakenBack() throws Exception {
    for (int i = 3_000; i > 0; i--) {
      harness.signal(Given.signal("burst", ALICE, START + 3L * i, "id" + i, "Action" + i));
    }
    assertThat(harness.alerts(Alert.WITHDRAWN)).hasSizeLessThan(200);
    harness.end();
    assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    assertThat(harness.alerts(Alert.FINAL).get(0).windowStart).isEqualTo(START + 3);
    Revisions.areEarlyAndInOrder(harness.alerts(), "");
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
      MapState<Long, CallBucket> buckets = getRuntimeContext().getMapState(CallsOf010.BUCKETS);
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

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Links;
import io.trailhound.rules.Measure;
import io.trailhound.rules.NumberCondition;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sliding counts that go on from a savepoint as other ones, again and again, with hundreds of calls
 * held: in the end they fire as if they had always been what they are then.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class LaidOutAnewTest {
  private static final int CALLS = 300;

  @ParameterizedTest
  @CsvSource({"hashmap, 30", "rocksdb, 4"})
  void firesAsIfItHadAlwaysBeenTheRuleThatItBecame(String backend, int seeds) throws Exception {
    for (int seed = 0; seed < seeds; seed++) {
      changesAgainAndAgain(backend, new Random(seed), "seed " + seed + " in " + backend);
    }
  }

  private static void changesAgainAndAgain(String backend, Random random, String as)
      throws Exception {
    List<Signal> known = new ArrayList<>();
    AtomicReference<Rule.ValueCount> rule = new AtomicReference<>(random(random));
    try (Harness<?> harness =
        new Harness<>(
            () -> new Detector<>(new SlidingCount(List.of(rule.get()))),
            DetectorKey::of,
            Types.POJO(DetectorKey.class),
            backend)) {
      for (int i = 0; i < CALLS; i++) {
        Signal call = call(random, i);
        known.add(call);
        harness.signal(call);
        if (i % (CALLS / 4) == CALLS / 8) {
          rule.set(random(random));
          harness.snapshotAndRestore();
          harness.signal(known.get(random.nextInt(known.size()))); // delivered twice
        }
      }
      harness.end();
      Revisions.areInOrder(harness.alerts(), as);
      assertThat(EveryCall.standing(harness)).as(as).isEqualTo(windows(rule.get(), known));
      for (Alert alert : harness.alerts(Alert.FINAL)) {
        assertThat(alert.count)
            .as(as)
            .isEqualTo(inside(known, alert.windowStart, rule.get().span()).size());
      }
      assertThat(harness.left()).as(as).isZero();
    }
  }

  /** Two of three calls come at a time that others have, too. */
  private static Signal call(Random random, int i) {
    long time = START + random.nextInt(CALLS / 3) * SECOND;
    return Given.signal("burst", ALICE, time, "id" + i, Integer.toString(random.nextInt(90)));
  }

  private static Rule.ValueCount random(Random random) {
    Duration timespan = Duration.ofSeconds(List.of(5, 10, 20, 33).get(random.nextInt(4)));
    return switch (random.nextInt(7)) {
      case 0 -> rule(timespan, true, Threshold.atLeast(3 + random.nextInt(40)), null);
      case 1 -> rule(timespan, false, Threshold.atLeast(3 + random.nextInt(40)), null);
      case 2 -> rule(timespan, true, new Threshold(0, 12, null), null);
      case 3 -> rule(timespan, false, new Threshold(9, 11, null), null);
      case 4 -> rule(timespan, true, null, measure(Measure.Kind.SUM, null, "gt", 1_000));
      case 5 -> rule(timespan, true, null, measure(Measure.Kind.AVERAGE, null, "lt", 40));
      default ->
          rule(timespan, true, null, measure(Measure.Kind.PERCENTILE, BigDecimal.ZERO, "gte", 4));
    };
  }

  private static Measure measure(Measure.Kind kind, BigDecimal of, String by, long number) {
    NumberCondition.Bound bound = new NumberCondition.Bound(by, BigDecimal.valueOf(number));
    return new Measure(kind, of, new NumberCondition(List.of(bound)));
  }

  private static Rule.ValueCount rule(
      Duration timespan, boolean values, Threshold threshold, Measure measure) {
    return new Rule.ValueCount(
        Given.info("burst", "value_count"),
        List.of("base"),
        Given.valueCount(timespan, threshold).groupBy(),
        values ? Given.field("event.action") : null,
        timespan,
        true,
        threshold,
        measure,
        null,
        Links.NONE);
  }

  /** Starts of the windows that fire, looked for in the simplest way. */
  private static Set<Long> windows(Rule.ValueCount rule, List<Signal> known) {
    Set<Long> fired = new TreeSet<>();
    long next = Long.MIN_VALUE;
    for (long start : known.stream().map(s -> s.time).sorted().distinct().toList()) {
      if (start >= next && fires(rule, inside(known, start, rule.span()))) {
        fired.add(start);
        next = start + rule.span();
      }
    }
    return fired;
  }

  private static List<Signal> inside(List<Signal> known, long start, long span) {
    return known.stream().filter(s -> s.time >= start && s.time < start + span).toList();
  }

  private static boolean fires(Rule.ValueCount rule, List<Signal> inside) {
    if (rule.measure() == null) {
      Set<String> counted = new HashSet<>();
      inside.forEach(s -> counted.add(rule.field() == null ? s.eventId : s.value));
      return rule.threshold().test(counted.size());
    }
    int[] numbers = inside.stream().mapToInt(s -> Integer.parseInt(s.value)).sorted().toArray();
    int sum = java.util.Arrays.stream(numbers).sum();
    return switch (rule.measure().kind()) {
      case SUM -> sum > 1_000;
      case AVERAGE -> sum < 40 * numbers.length;
      case PERCENTILE -> numbers[0] >= 4;
    };
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.Conditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a detector keeps is a function of the events and of the watermark: whatever the order of
 * arrival, how the watermark got there, what came twice and when it was restarted, the lines and
 * timers are the same. Left out is what notes early alerts of what the watermark has yet to decide,
 * because it has to know what went out.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class KeptOfEventsTest {
  private static final int SEEDS = Rounds.of(2);
  private static final int ORDERS = 6;
  private static final Set<String> NOTHING = Set.of();

  private enum CaseOf {
    SEEN {
      @Override
      String uid() {
        return MatchOnce.UID;
      }

      @Override
      Set<String> early() {
        return NOTHING;
      }

      @Override
      Harness<?> open() throws Exception {
        Rule.Match rule =
            new Rule.Match(Given.info("it", "match"), Conditions.and(List.of()), true);
        return new Harness<>(
            () -> new KeyedProcessOperator<>(new MatchOnce(List.of(rule), Duration.ofMinutes(15))),
            signal -> new DetectorKey(signal.rule, signal.eventId),
            Types.POJO(DetectorKey.class));
      }
    },
    TERMS {
      @Override
      String uid() {
        return NewTerms.UID;
      }

      @Override
      Set<String> early() {
        return Set.of("due", "due-sizes", "earlyId", "announced", "timers");
      }

      @Override
      Harness<?> open() throws Exception {
        Rule.NewTerms terms = Given.newTerms(Duration.ofHours(1));
        Rule.NewTerms rule =
            new Rule.NewTerms(
                Given.info("it", "new_terms"),
                terms.rules(),
                terms.groupBy(),
                terms.term(),
                terms.life());
        return Harness.of(
            () -> new NewTerms(List.of(rule)), DetectorKey::of, Types.POJO(DetectorKey.class));
      }
    },
    RATIO {
      @Override
      String uid() {
        return RareRatio.UID;
      }

      @Override
      Set<String> early() {
        return Set.of("earlySent", "missingTrusted");
      }

      @Override
      Harness<?> open() throws Exception {
        Rule.RareRatio ratio = Given.rareRatio();
        Rule.RareRatio rule =
            new Rule.RareRatio(
                Given.info("it", "rare_ratio"),
                ratio.rules(),
                Given.newTerms(Duration.ofHours(1)).groupBy(),
                ratio.organization(),
                ratio.trusted(),
                ratio.sensitive(),
                Duration.ofHours(5),
                Duration.ofMinutes(20),
                2,
                1,
                0.5,
                20,
                1);
        return Harness.of(
            () -> new RareRatio(List.of(rule)), DetectorKey::of, Types.POJO(DetectorKey.class));
      }

      @Override
      Signal signal(Random random, long time, String id) {
        Signal signal = super.signal(random, time, id);
        signal.sensitive = random.nextInt(4) == 0;
        signal.activity = signal.sensitive ? signal.activity : null;
        return signal;
      }
    };

    abstract String uid();

    /** What notes early alerts. */
    abstract Set<String> early();

    abstract Harness<?> open() throws Exception;

    Signal signal(Random random, long time, String id) {
      String group = random.nextInt(3) == 0 ? "bob" : ALICE;
      return Given.signal("it", group, time, id, Integer.toString(random.nextInt(12)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofEventsOneByOne(CaseOf of) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Signal> signals = signals(random, 60, id -> of.signal(random, time(random), id));
      assertSame(of::open, of.uid(), signals, of.early(), of + " seed " + seed, random);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofCountsInWindowsThatSlide(CountForm form) throws Exception {
    Rule.ValueCount rule = form.rule(Given.info("it", "value_count"), RuleChange.NONE, true);
    Opener open =
        () ->
            Harness.of(
                () -> new SlidingCount(List.of(rule)),
                DetectorKey::of,
                Types.POJO(DetectorKey.class));
    Set<String> early =
        form == CountForm.VALUES || form == CountForm.CALLS
            ? Set.of("revisions", "undecided", "decidedWith", "timers")
            : Set.of("sums-told");
    assertSame(open, SlidingCount.UID, form, early);
  }

  @ParameterizedTest
  @EnumSource
  void ofCountsInWindowsThatDoNot(CountForm form) throws Exception {
    Rule.ValueCount rule = form.rule(Given.info("it", "value_count"), RuleChange.NONE, false);
    Opener open =
        () ->
            Harness.of(
                () -> new ValueCount(List.of(rule)),
                signal -> ValueCount.window(Map.of("it", rule), signal),
                Types.POJO(WindowKey.class));
    assertSame(open, ValueCount.UID, form, NOTHING);
  }

  private static void assertSame(Opener open, String uid, CountForm form, Set<String> early)
      throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Signal> signals =
          signals(
              random,
              40,
              id -> Given.signal("it", ALICE, time(random), id, form.value(random.nextInt(30))));
      assertSame(open, uid, signals, early, form + " seed " + seed, random);
    }
  }

  private interface Opener {
    Harness<?> open() throws Exception;
  }

  private static List<Signal> signals(Random random, int most, Function<String, Signal> made) {
    List<Signal> signals = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      signals.add(made.apply(random.nextInt(1000) + "id" + i));
    }
    return signals;
  }

  /** In bursts with pauses between them, one of them around a midnight. */
  private static long time(Random random) {
    long burst = START + 16 * HOUR - 20 * MINUTE + 2 * HOUR * random.nextInt(9);
    return burst + random.nextInt(40 * 60) * SECOND;
  }

  private static void assertSame(
      Opener open, String uid, List<Signal> signals, Set<String> early, String of, Random random)
      throws Exception {
    long last = signals.stream().mapToLong(signal -> signal.time).max().orElseThrow();
    for (long end : ends(signals, random)) {
      Set<String> without = end < last + HOUR ? early : NOTHING;
      List<String> expected = null;
      for (int order = 0; order < ORDERS; order++) {
        List<String> kept = kept(open, uid, signals, end, order, without, random);
        expected = expected == null ? kept : expected;
        assertThat(kept).as("%s, end %s, order %d", of, end - START, order).isEqualTo(expected);
      }
    }
  }

  /** Watermarks in the middle, and one behind which everything is decided. */
  private static List<Long> ends(List<Signal> signals, Random random) {
    long last = signals.stream().mapToLong(signal -> signal.time).max().orElseThrow();
    long some = signals.get(random.nextInt(signals.size())).time;
    return List.of(
        some,
        some + random.nextInt(90) * MINUTE,
        some + random.nextInt(90) * MINUTE,
        last + HOUR,
        last + HOUR + random.nextInt(12) * HOUR);
  }

  private static List<String> kept(
      Opener open,
      String uid,
      List<Signal> signals,
      long end,
      int order,
      Set<String> without,
      Random random)
      throws Exception {
    long slack = order == 0 ? DAY : random.nextInt(240) * MINUTE;
    try (Harness<?> harness = open.open()) {
      long newest = START;
      for (Signal signal : AnyOrder.delivered(signals, slack, random)) {
        harness.signal(copy(signal));
        if (random.nextInt(5) == 0) {
          harness.signal(copy(signal));
        }
        newest = Math.max(newest, signal.time);
        if (order > 0 && random.nextInt(3) > 0) {
          harness.watermark(Math.min(end, newest - slack - 1));
        }
        if (random.nextInt(20) == 0) {
          harness.snapshotAndRestore();
        }
      }
      harness.watermark(end);
      return harness.kept(uid, without);
    }
  }

  static Signal copy(Signal of) {
    Signal copy = new Signal(of.rule, of.group, of.time, of.eventId, of.value, of.activity);
    copy.sensitive = of.sensitive;
    return copy;
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Links;
import io.trailhound.rules.Measure;
import io.trailhound.rules.NumberCondition;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** value_sum, value_avg, value_percentile and value_median, in both windows. */
@SuppressWarnings("try")
class MeasuredCountTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private static Rule.ValueCount rule(
      Measure.Kind kind, String percentile, boolean sliding, String... bounds) {
    List<NumberCondition.Bound> all = new ArrayList<>();
    for (String bound : bounds) {
      String[] parts = bound.split(" ");
      all.add(new NumberCondition.Bound(parts[0], new BigDecimal(parts[1])));
    }
    BigDecimal of = percentile == null ? null : new BigDecimal(percentile);
    return new Rule.ValueCount(
        Given.info("burst", "value_sum"),
        List.of("base"),
        Given.valueCount(TEN_SECONDS, null).groupBy(),
        Given.field("event.action"),
        TEN_SECONDS,
        sliding,
        null,
        new Measure(kind, of, new NumberCondition(all)),
        null,
        Links.NONE);
  }

  private static Harness<?> open(Rule.ValueCount rule) throws Exception {
    return rule.sliding()
        ? Harness.of(
            () -> new SlidingCount(List.of(rule)), DetectorKey::of, Types.POJO(DetectorKey.class))
        : Harness.of(
            () -> new ValueCount(List.of(rule)),
            signal -> ValueCount.window(Map.of("burst", rule), signal),
            Types.POJO(WindowKey.class));
  }

  private static Signal call(long second, String value) {
    return call(second, value, "id" + second);
  }

  private static Signal call(long second, String value, String id) {
    Signal call = Given.signal("burst", ALICE, START + second * SECOND, id, "ListUsers");
    call.value = value;
    return call;
  }

  /** What the numbers of some calls come to, in the plainest way; null for none. */
  private static BigDecimal measured(Measure measure, List<Signal> calls) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (Signal call : calls) {
      for (String value : Values.split(call.value)) {
        if (value.matches("-?[0-9.]+")) {
          numbers.add(new BigDecimal(value));
        }
      }
    }
    if (numbers.isEmpty()) {
      return null;
    }
    numbers.sort(null);
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal count = BigDecimal.valueOf(numbers.size());
    return switch (measure.kind()) {
      case SUM -> sum;
      case AVERAGE -> sum.divide(count, 30, java.math.RoundingMode.HALF_EVEN);
      case PERCENTILE -> {
        double rank = measure.percentile().doubleValue() * (numbers.size() - 1) / 100;
        int below = (int) Math.floor(rank + 1e-9);
        int above = Math.min(below + 1, numbers.size() - 1);
        BigDecimal part =
            new BigDecimal(String.format(Locale.ROOT, "%.6f", Math.max(0, rank - below)));
        yield numbers
            .get(above)
            .subtract(numbers.get(below))
            .multiply(part)
            .add(numbers.get(below));
      }
    };
  }

  private static boolean fires(Measure measure, List<Signal> calls) {
    BigDecimal measured = measured(measure, calls);
    return measured != null
        && measure.condition().bounds().stream()
            .allMatch(
                bound -> {
                  int order = measured.compareTo(bound.number());
                  return switch (bound.operator()) {
                    case "gt" -> order > 0;
                    case "gte" -> order >= 0;
                    case "lt" -> order < 0;
                    case "lte" -> order <= 0;
                    case "eq" -> order == 0;
                    default -> order != 0;
                  };
                });
  }

  private static List<Signal> inside(List<Signal> known, long start) {
    long end = start + TEN_SECONDS.toMillis();
    return known.stream().filter(call -> call.time >= start && call.time < end).toList();
  }

  /** Starts of the windows that fire by what is known, looked for in the simplest way. */
  private static Set<Long> windows(Rule.ValueCount rule, List<Signal> known) {
    Set<Long> fired = new TreeSet<>();
    long next = Long.MIN_VALUE;
    for (long time : known.stream().map(s -> s.time).sorted().toList()) {
      long start = rule.sliding() ? time : Times.windowStart(time, rule.span());
      if (start >= next && fires(rule.measure(), inside(known, start))) {
        fired.add(start);
        next = start + rule.span();
      }
    }
    return fired;
  }

  private static Rule.ValueCount random(Measure.Kind kind, Random random) {
    String percentile = List.of("50", "0", "100", "95", "12.5").get(random.nextInt(5));
    String[][] conditions = {
      {"gte 7"}, {"gt 2.5"}, {"lt 4"}, {"lte 3.5"}, {"eq 5"}, {"neq 5"}, {"gt 2", "lt 6"}
    };
    return rule(
        kind,
        kind == Measure.Kind.PERCENTILE ? percentile : null,
        random.nextBoolean(),
        conditions[random.nextInt(conditions.length)]);
  }

  private static String value(Random random, boolean negative) {
    String number = List.of("0", "1", "2.5", "5", "0.1", "9").get(random.nextInt(6));
    return switch (random.nextInt(9)) {
      case 0 -> null;
      case 1 -> "none";
      case 2 -> Values.join(List.of(number, number, "x", "3"));
      case 3 -> negative ? "-" + number : number;
      default -> number;
    };
  }

  private static List<Signal> calls(Random random, int count, int seconds, boolean negative) {
    List<Signal> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(call(random.nextInt(seconds), value(random, negative), "id" + i));
    }
    return calls;
  }

  @ParameterizedTest
  @EnumSource(Measure.Kind.class)
  void finalsAreThoseOfTheSimplestSearch(Measure.Kind kind) throws Exception {
    for (int seed = 0; seed < Rounds.of(20); seed++) {
      Random random = new Random(seed);
      Rule.ValueCount rule = random(kind, random);
      List<Signal> known = calls(random, 40, 70, true);
      long slack = random.nextInt(40) * SECOND;
      try (Harness<?> harness = open(rule)) {
        harness.deliverTwice(known, slack, 10, random);
        String as = "seed " + seed + " " + rule.measure() + " sliding " + rule.sliding();
        Revisions.areInOrder(harness.alerts(), as);
        assertThat(EveryCall.standing(harness)).as(as).isEqualTo(windows(rule, known));
        for (Alert alert : harness.alerts(Alert.FINAL)) {
          List<Signal> inside = inside(known, alert.windowStart);
          assertThat(alert.count).isEqualTo(inside.size());
          assertThat(alert.measured)
              .as(as)
              .isCloseTo(
                  measured(rule.measure(), inside).doubleValue(),
                  org.assertj.core.data.Offset.offset(1e-9));
        }
        assertThat(harness.left()).isZero();
      }
    }
  }

  @Test
  void atEveryCallTheAlertsOfASumAreThoseOfTheCallsSoFar() throws Exception {
    for (int seed = 0; seed < Rounds.of(20); seed++) {
      Random random = new Random(seed);
      Rule.ValueCount rule =
          rule(Measure.Kind.SUM, null, random.nextBoolean(), "gte " + random.nextInt(25));
      List<Signal> calls = calls(random, 30, 50, false);
      calls.addAll(calls.subList(0, 4)); // delivered twice
      try (Harness<?> harness = open(rule)) {
        EveryCall.compare(seed, random, harness, calls, known -> windows(rule, known));
      }
    }
  }

  /** So many that not each of them can have all others looked at. */
  @Test
  void manyCallsInTheWrongOrderGiveTheSameFinals() throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      Rule.ValueCount rule = rule(Measure.Kind.SUM, null, true, "gt " + (10 + random.nextInt(100)));
      List<Signal> known = calls(random, 600, 300, seed % 2 == 0);
      List<Signal> arriving = AnyOrder.delivered(known, random.nextInt(100) * SECOND, random);
      if (seed % 3 == 0) {
        arriving = new ArrayList<>(known);
        arriving.sort((a, b) -> Long.compare(b.time, a.time));
      }
      try (Harness<?> harness = open(rule)) {
        for (Signal call : arriving) {
          harness.signal(call);
        }
        harness.snapshotAndRestore();
        harness.end();
        Revisions.areInOrder(harness.alerts(), "seed " + seed);
        assertThat(EveryCall.standing(harness)).as("seed " + seed).isEqualTo(windows(rule, known));
        assertThat(harness.left()).isZero();
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}, {3} {4}")
  @CsvSource({
    "SUM,, 400 700, gt 1000, true",
    "SUM,, 400 600, gt 1000, false",
    "SUM,, 400 600, gte 1000, true",
    "SUM,, 0.1 0.2, eq 0.3, true",
    "SUM,, 5 -3, lte 2, true",
    "SUM,, x y, lt 5, false",
    "AVERAGE,, 400 700, gt 500, true",
    "AVERAGE,, 600 400, gt 500, false",
    "AVERAGE,, 1 1 2, gt 1.3333333333333333333333, true",
    "AVERAGE,, 10 none 20, eq 15, true",
    "PERCENTILE, 50, 1 9 2, eq 2, true",
    "PERCENTILE, 50, 1 2 3 4, eq 2.5, true",
    "PERCENTILE, 95, 10 20 30, eq 29, true",
    "PERCENTILE, 0, 10 20 30, eq 10, true",
    "PERCENTILE, 100, 10 20 30, eq 30, true",
    "PERCENTILE, 25, -3 -2 -1 0 5, eq -2, true",
  })
  void aWindow(
      Measure.Kind kind, String percentile, String numbers, String condition, boolean fires)
      throws Exception {
    for (boolean sliding : new boolean[] {true, false}) {
      try (Harness<?> harness = open(rule(kind, percentile, sliding, condition))) {
        int second = 0;
        for (String number : numbers.split(" ")) {
          harness.signal(call(second++, number));
        }
        harness.end();
        assertThat(harness.alerts(Alert.FINAL).isEmpty()).isEqualTo(!fires);
        assertThat(harness.left()).isZero();
      }
    }
  }

  @Test
  void aSumIsToldEarlyAndTakenBackWhenNumbersBelowZeroUndoIt() throws Exception {
    for (boolean sliding : new boolean[] {true, false}) {
      try (Harness<?> harness = open(rule(Measure.Kind.SUM, null, sliding, "gte 100"))) {
        harness.signal(call(1, "60"));
        assertThat(harness.alerts()).isEmpty();
        harness.signal(call(3, "40"));
        assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
        assertThat(harness.alerts().get(0).measured).isEqualTo(100);
        harness.signal(call(4, "-1"));
        harness.end();
        assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "withdrawn");
      }
    }
  }

  /** From a savepoint the rule may go on as one that counts or measures otherwise. */
  @Test
  void whateverTheRuleBecomesNothingIsLeftAndEveryAlertIsEnded() throws Exception {
    for (boolean sliding : new boolean[] {true, false}) {
      Rule.ValueCount few = Given.valueCount(TEN_SECONDS, Threshold.atLeast(2));
      List<Rule.ValueCount> rules =
          List.of(
              rule(Measure.Kind.SUM, null, sliding, "gte 10"),
              rule(Measure.Kind.PERCENTILE, "50", sliding, "lt 4"),
              rule(Measure.Kind.AVERAGE, null, sliding, "gt 2"),
              new Rule.ValueCount(
                  few.info(),
                  few.rules(),
                  few.groupBy(),
                  few.field(),
                  TEN_SECONDS,
                  sliding,
                  few.threshold()));
      for (Rule.ValueCount before : rules) {
        for (Rule.ValueCount after : rules) {
          goesOnAs(before, after);
        }
      }
    }
  }

  private static void goesOnAs(Rule.ValueCount before, Rule.ValueCount after) throws Exception {
    AtomicReference<Rule.ValueCount> now = new AtomicReference<>(before);
    try (Harness<?> harness =
        before.sliding()
            ? Harness.of(
                () -> new SlidingCount(List.of(now.get())),
                DetectorKey::of,
                Types.POJO(DetectorKey.class))
            : Harness.of(
                () -> new ValueCount(List.of(now.get())),
                signal -> ValueCount.window(Map.of("burst", now.get()), signal),
                Types.POJO(WindowKey.class))) {
      for (int second = 0; second < 40; second++) {
        if (second == 17) {
          now.set(after);
          harness.snapshotAndRestore();
        }
        harness.signal(call(second, Integer.toString(second % 7)));
        harness.watermark(START + second * SECOND - 6 * SECOND);
      }
      harness.end();
      Revisions.areInOrder(harness.alerts(), before.measure() + " to " + after.measure());
      assertThat(harness.left()).isZero();
    }
  }

  private static Rule.ValueCount within(Duration timespan, String bound) {
    Rule.ValueCount sum = rule(Measure.Kind.SUM, null, true, bound);
    return new Rule.ValueCount(
        sum.info(),
        sum.rules(),
        sum.groupBy(),
        sum.field(),
        timespan,
        true,
        null,
        sum.measure(),
        null,
        Links.NONE);
  }

  @Test
  void whoCallsEverySecondIsToldOfAtTheCallThatCompletesTheSum() throws Exception {
    try (Harness<?> harness = open(within(Duration.ofHours(1), "gte 2990"))) {
      for (int second = 0; second < 2_989; second++) {
        harness.signal(call(second, "1"));
      }
      assertThat(harness.alerts()).isEmpty();
      harness.signal(call(2_989, "1"));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    }
  }

  @Test
  void behindAWindowThatWasToldTheNextOnesAreToldAtTheCallsThatCompleteThem() throws Exception {
    Rule.ValueCount hundred = within(Duration.ofSeconds(150), "gte 100");
    List<Integer> told = new ArrayList<>();
    try (Harness<?> harness = open(hundred)) {
      for (int second = 0; second < 420; second++) {
        harness.signal(call(second, "1"));
        if (harness.alerts().size() > told.size()) {
          told.add(second);
        }
      }
      assertThat(told).containsExactly(99, 249, 399);
      harness.end();
      Revisions.areEarlyAndInOrder(harness.alerts(), "");
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void theMessageSaysWhatWasMeasuredAgainstWhat() throws Exception {
    try (Harness<?> harness = open(rule(Measure.Kind.SUM, null, true, "gt 1000000"))) {
      harness.signal(call(1, "600000"));
      harness.signal(call(2, "600000.5"));
      harness.end();
      assertThat(harness.alerts(Alert.FINAL).get(0).message)
          .isEqualTo(
              "alice made 2 calls, whose sum of event.action is 1200000.5, within 10 s from AS9009"
                  + " M247 (threshold: more than 1000000).");
    }
  }

  @Test
  void theTreeKnowsNumbersByTheirPlace() throws Exception {
    // by way of the median of many numbers, of which each leaves again
    Random random = new Random(7);
    TreeMap<Long, Signal> known = new TreeMap<>();
    Rule.ValueCount rule = rule(Measure.Kind.PERCENTILE, "50", true, "neq 0.5");
    try (Harness<?> harness = open(rule)) {
      for (long second = 0; second < 300; second++) {
        double number = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(30) - 10);
        Signal call = call(second, Double.toString(number));
        known.put(second, call);
        harness.signal(call);
      }
      harness.end();
      for (Alert alert : harness.alerts(Alert.FINAL)) {
        List<Double> inside =
            inside(List.copyOf(known.values()), alert.windowStart).stream()
                .map(s -> Double.valueOf(s.value))
                .sorted()
                .toList();
        double median = (inside.get(4) + inside.get(5)) / 2;
        assertThat(alert.measured)
            .isCloseTo(median, org.assertj.core.data.Percentage.withPercentage(1e-9));
      }
      assertThat(harness.alerts(Alert.FINAL)).hasSize(30);
      assertThat(harness.left()).isZero();
    }
  }
}

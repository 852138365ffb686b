package io.trailhound.detect;

import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.match.RuleMatcher;
import io.trailhound.match.SignalConsumer;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.Sigma;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random correlations as files, over random lists of events in random order, delivered twice and
 * with restarts: the final alerts are those of the plainest search over the list.
 */
@SuppressWarnings("try")
class RandomCorrelationsTest {
  private static final String BASES =
      List.of("a", "b", "c").stream()
          .map(
              name ->
                  """
                  title: %1$s
                  name: %1$s
                  logsource: {product: aws, service: cloudtrail}
                  detection: {s: {eventName: %1$s}, condition: s}
                  ---
                  """
                      .formatted(name))
          .collect(Collectors.joining());

  /** What happened, as the search sees it. */
  private record Event(long time, String id, String name, String user, String region, String[] n) {
    CloudTrailEvent of(RuleBook book) {
      String numbers =
          n.length == 0 ? "null" : n.length == 1 ? n[0] : "[" + String.join(",", n) + "]";
      CloudTrailEvent event =
          Sigma.event(
              book.extraFields(),
              "'eventName':'%s','awsRegion':'%s','requestParameters':{'n':%s},'userIdentity':{'type':'IAMUser','userName':'%s'}"
                  .formatted(name, region, numbers, user));
      event.eventTime = time;
      event.eventId = id;
      return event;
    }
  }

  /**
   * A correlation's condition, and whether the events of a window meet it.
   *
   * @param sliding null where rule and window are of one kind
   */
  private record Case(
      String type, String condition, Boolean sliding, Predicate<List<Event>> meets) {}

  private static Case random(String type, Random random) {
    boolean sliding = random.nextBoolean();
    return switch (type) {
      case "event_count" -> number(type, "", random, sliding, es -> count(es.size()), 5);
      case "value_count" ->
          number(
              type,
              "field: awsRegion, ",
              random,
              sliding,
              es -> count(es.stream().map(Event::region).distinct().count()),
              4);
      case "value_sum" ->
          number(type, "field: requestParameters.n, ", random, sliding, es -> sum(numbers(es)), 20);
      case "value_avg" ->
          number(
              type, "field: requestParameters.n, ", random, sliding, es -> average(numbers(es)), 6);
      case "value_median" ->
          number(
              type,
              "field: requestParameters.n, ",
              random,
              sliding,
              es -> percentile(numbers(es), 50),
              6);
      case "value_percentile" -> {
        int percentile = random.nextInt(101);
        yield number(
            type,
            "field: requestParameters.n, percentile: " + percentile + ", ",
            random,
            sliding,
            es -> percentile(numbers(es), percentile),
            6);
      }
      default -> extended(random);
    };
  }

  private static BigDecimal count(long count) {
    return BigDecimal.valueOf(count);
  }

  private static List<BigDecimal> numbers(List<Event> events) {
    return events.stream()
        .flatMap(e -> List.of(e.n).stream())
        .filter(n -> !n.equals("true"))
        .map(BigDecimal::new)
        .sorted()
        .toList();
  }

  private static BigDecimal sum(List<BigDecimal> numbers) {
    return numbers.isEmpty() ? null : numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal average(List<BigDecimal> numbers) {
    return numbers.isEmpty()
        ? null
        : sum(numbers).divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128);
  }

  private static BigDecimal percentile(List<BigDecimal> numbers, int percentile) {
    if (numbers.isEmpty()) {
      return null;
    }
    long hundredths = (long) percentile * (numbers.size() - 1);
    BigDecimal lower = numbers.get((int) (hundredths / 100));
    BigDecimal upper = numbers.get((int) Math.min(hundredths / 100 + 1, numbers.size() - 1));
    return upper.subtract(lower).multiply(BigDecimal.valueOf(hundredths % 100, 2)).add(lower);
  }

  private static Case number(
      String type,
      String field,
      Random random,
      boolean sliding,
      Function<List<Event>, BigDecimal> measured,
      int most) {
    int bound = 1 + random.nextInt(most);
    String operator = List.of("gt", "gte", "gte", "lt", "lte", "eq", "neq").get(random.nextInt(7));
    Predicate<List<Event>> meets =
        events -> {
          BigDecimal number = measured.apply(events);
          int order = number == null ? 0 : number.compareTo(BigDecimal.valueOf(bound));
          return number != null
              && switch (operator) {
                case "gt" -> order > 0;
                case "gte" -> order >= 0;
                case "lt" -> order < 0;
                case "lte" -> order <= 0;
                case "eq" -> order == 0;
                default -> order != 0;
              };
        };
    return new Case(type, "{" + field + operator + ": " + bound + "}", sliding, meets);
  }

  private static Case extended(Random random) {
    Predicate<Set<String>> a = names -> names.contains("a");
    Predicate<Set<String>> b = names -> names.contains("b");
    Predicate<Set<String>> c = names -> names.contains("c");
    Map<String, Predicate<Set<String>>> conditions =
        Map.of(
            "a and not b and not c", a.and(b.negate()).and(c.negate()),
            "a or b or c", a.or(b).or(c),
            "a or b and c", a.or(b.and(c)),
            "(a or b) and c", a.or(b).and(c),
            "(a or c) and not (b)", a.or(c).and(b.negate()),
            "a and (b or not c) or c and not not b", a.and(b.or(c.negate())).or(c.and(b)));
    String condition = List.copyOf(new TreeSet<>(conditions.keySet())).get(random.nextInt(6));
    return new Case(
        "temporal",
        condition,
        null,
        es ->
            conditions
                .get(condition)
                .test(es.stream().map(Event::name).collect(Collectors.toSet())));
  }

  private static RuleBook book(Case of) {
    String rules =
        of.condition.contains("b") && of.type.equals("temporal") && !of.condition.contains("c")
            ? "[a, b]"
            : "[a, b, c]";
    String window = of.sliding == null || of.sliding ? "" : "  window: tumbling\n";
    return Sigma.book(
        BASES
            + """
            title: Correlation
            name: it
            correlation:
              type: %s
              rules: %s
              group-by: [user.name]
              timespan: 10s
              condition: %s
            """
                .formatted(of.type, rules, of.condition)
            + window);
  }

  private static List<Event> events(Random random, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] numbers = new String[random.nextInt(3)];
      for (int n = 0; n < numbers.length; n++) {
        numbers[n] = List.of("1", "2.5", "7", "-3", "true", "0.25").get(random.nextInt(6));
      }
      events.add(
          new Event(
              START + random.nextInt(90) * SECOND,
              "e" + i,
              List.of("a", "b", "c").get(random.nextInt(3)),
              "u" + random.nextInt(2),
              "r" + random.nextInt(4),
              numbers));
    }
    return events;
  }

  /** User and start of the windows that fire. */
  private static Set<String> windows(Case of, List<Event> events) {
    Set<String> fired = new TreeSet<>();
    for (String user : List.of("u0", "u1")) {
      List<Event> own = events.stream().filter(e -> e.user.equals(user)).toList();
      boolean sliding = of.sliding == null || of.sliding;
      long next = Long.MIN_VALUE;
      for (long time : own.stream().map(Event::time).sorted().toList()) {
        long start = sliding ? time : Math.floorDiv(time, 10 * SECOND) * 10 * SECOND;
        List<Event> inside =
            own.stream().filter(e -> e.time >= start && e.time < start + 10 * SECOND).toList();
        if (start >= next && of.meets.test(inside)) {
          fired.add(user + " " + (start - START));
          next = start + 10 * SECOND;
        }
      }
    }
    return fired;
  }

  private static List<Signal> signals(RuleBook book, List<Event> events) {
    RuleMatcher matcher = new RuleMatcher(book);
    List<Signal> signals = new ArrayList<>();
    SignalConsumer consumer =
        new SignalConsumer() {
          @Override
          public void accept(Rule rule, Signal signal) {
            signals.add(signal);
          }

          @Override
          public void cut() {}
        };
    events.forEach(event -> matcher.match(event.of(book), consumer));
    return signals;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_count",
        "value_count",
        "value_sum",
        "value_avg",
        "value_median",
        "value_percentile",
        "extended"
      })
  void windows(String type) throws Exception {
    int fired = 0;
    for (int seed = 0; seed < Rounds.of(10); seed++) {
      Random random = new Random(seed);
      Case of = random(type, random);
      RuleBook book = book(of);
      Rule.ValueCount rule = (Rule.ValueCount) book.find("it").orElseThrow();
      List<Event> events = events(random, 70);
      long slack = random.nextInt(40) * SECOND;
      try (Harness<?> harness = open(rule)) {
        harness.deliverTwice(signals(book, events), slack, 30, random);
        Revisions.areInOrder(harness.alerts(), of.toString());
        Set<String> found =
            harness.alerts(Alert.FINAL).stream()
                .map(alert -> alert.group + " " + (alert.windowStart - START))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).as("seed %d %s", seed, of).isEqualTo(windows(of, events));
        assertThat(harness.left()).isZero();
        fired += found.size();
      }
    }
    assertThat(fired).isPositive();
  }

  /** Which rules there are is asked of an extended condition, also where it's one event. */
  @Test
  void anEventThatTwoRulesMatchIsThereForBoth() throws Exception {
    RuleBook book =
        Sigma.book(
            BASES
                + """
                title: A again
                name: again
                logsource: {product: aws, service: cloudtrail}
                detection: {s: {eventName: a, awsRegion: r1}, condition: s}
                ---
                title: Correlation
                name: it
                correlation: {type: temporal, group-by: user.name, timespan: 10s, condition: a and again and not b}
                """);
    Event event = new Event(START, "e1", "a", "u0", "r1", new String[0]);
    try (Harness<?> harness = open((Rule.ValueCount) book.find("it").orElseThrow())) {
      for (Signal signal : signals(book, List.of(event, event))) {
        harness.signal(signal);
      }
      harness.end();
      assertThat(harness.alerts())
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.eventIds).containsExactly("e1");
                assertThat(alert.count).isEqualTo(1);
                assertThat(alert.values).containsExactly("a", "again");
                assertThat(alert.message)
                    .isEqualTo(
                        "u0 made 1 calls within 10 s (threshold: (a and again and not b)): a,"
                            + " again.");
              });
    }
  }

  private static Harness<?> open(Rule.ValueCount rule) throws Exception {
    return rule.sliding()
        ? Harness.of(
            () -> new SlidingCount(List.of(rule)), DetectorKey::of, Types.POJO(DetectorKey.class))
        : Harness.of(
            () -> new ValueCount(List.of(rule)),
            signal -> ValueCount.window(Map.of("it", rule), signal),
            Types.POJO(WindowKey.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"temporal", "temporal_ordered"})
  void sequences(String type) throws Exception {
    int fired = 0;
    for (int seed = 0; seed < Rounds.of(6); seed++) {
      Random random = new Random(seed);
      String condition =
          List.of("a and c and b", "{gte: 3}", "c and (a and b)").get(random.nextInt(3));
      RuleBook book = book(new Case(type, condition, null, es -> true));
      Rule.Sequence rule = (Rule.Sequence) book.find("it").orElseThrow();
      List<Event> events = events(random, 70);
      long slack = random.nextInt(40) * SECOND;
      List<Signal> signals = signals(book, events);
      try (SequenceHarness harness = new SequenceHarness(rule)) {
        long newest = START;
        for (Signal signal : AnyOrder.delivered(signals, slack, random)) {
          newest = Math.max(newest, signal.time);
          harness.step(copy(signal));
          harness.step(copy(signal));
          harness.watermark(newest - slack - 1);
        }
        harness.end();
        Set<List<String>> expected = new HashSet<>();
        for (String user : List.of("u0", "u1")) {
          List<Signal> own = signals.stream().filter(s -> s.group.equals(user)).toList();
          expected.addAll(PlainChains.of(rule, own));
        }
        Set<List<String>> found = new HashSet<>();
        harness.alerts(Alert.FINAL).stream()
            .sorted(Comparator.comparingLong(alert -> alert.time))
            .forEach(alert -> found.add(alert.steps.stream().map(s -> s.eventId()).toList()));
        assertThat(found).as("seed %d %s", seed, condition).isEqualTo(expected);
        assertThat(harness.left()).isZero();
        fired += found.size();
      }
    }
    assertThat(fired).isPositive();
  }

  private static Signal copy(Signal of) {
    return new Signal(of.rule, of.group, of.time, of.eventId, of.value, of.activity);
  }
}

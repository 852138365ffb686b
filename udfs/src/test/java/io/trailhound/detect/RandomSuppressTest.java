package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts that chance makes, in orders that chance makes, against the plainest way to say it. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class RandomSuppressTest {
  private static final long LATENESS = 15 * MINUTE;

  /** What comes out in the end: each period's alerts by time, the first of them first. */
  private record Period(long start, long number, Set<String> eventIds, long last) {}

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void matchesInAnyOrderTwiceAndWithRestartsGiveTheSameFinals(String backend) throws Exception {
    int cases = backend.equals("rocksdb") ? 5 : 60;
    for (int seed = 0; seed < cases; seed++) {
      Random random = new Random(seed);
      Duration span = Duration.ofMinutes(List.of(1, 10, 60, 200).get(random.nextInt(4)));
      List<Alert> calls = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(60); i++) {
        calls.add(SuppressHarness.call(time(random), "e" + i));
      }
      List<Alert> out = run(SuppressHarness.suppressing(span), calls, List.of(), backend, random);
      assertThat(periods(out)).as("seed " + seed).isEqualTo(plain(calls, span));
      Revisions.areEarlyAndInOrder(out, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void countsEarlyFinalAndWithdrawnToo(String backend) throws Exception {
    int cases = backend.equals("rocksdb") ? 5 : 60;
    for (int seed = 0; seed < cases; seed++) {
      Random random = new Random(seed);
      Duration span = Duration.ofMinutes(List.of(5, 60, 200).get(random.nextInt(3)));
      List<Alert> early = new ArrayList<>();
      List<Alert> ends = new ArrayList<>();
      Set<Long> windows = new HashSet<>();
      for (int i = 0; i < 1 + random.nextInt(40); i++) {
        long window = Times.windowStart(time(random), MINUTE);
        if (windows.add(window)) {
          early.add(SuppressHarness.burst(window, window + 20 * SECOND, Alert.EARLY));
          boolean holds = random.nextInt(3) > 0;
          long earlier = window + (1 + random.nextInt(20)) * SECOND;
          ends.add(SuppressHarness.burst(window, earlier, holds ? Alert.FINAL : Alert.WITHDRAWN));
        }
      }
      List<Alert> out = run(SuppressHarness.burstsOf(span), early, ends, backend, random);
      List<Alert> finals = ends.stream().filter(a -> a.phase.equals(Alert.FINAL)).toList();
      assertThat(periods(out)).as("seed " + seed).isEqualTo(plain(finals, span));
      Revisions.areInOrder(out, "seed " + seed);
    }
  }

  /** In one period an id counts once, however many chains have it. */
  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void sequencesThatAreRepeated(String backend) throws Exception {
    int cases = backend.equals("rocksdb") ? 5 : 60;
    for (int seed = 0; seed < cases; seed++) {
      Random random = new Random(seed);
      Duration span = Duration.ofMinutes(List.of(5, 60, 200).get(random.nextInt(3)));
      Duration timespan = Duration.ofMinutes(List.of(10, 60, 300).get(random.nextInt(3)));
      Rule.Sequence rule = SuppressHarness.chainsOf(timespan, span);
      List<Alert> chains = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(40); i++) {
        chains.add(SuppressHarness.chain(rule, time(random), Integer.toString(i)));
      }
      List<Alert> out = run(rule, chains, List.of(), backend, random);
      assertThat(periods(out)).as("seed " + seed).isEqualTo(plain(chains, span));
      Revisions.areEarlyAndInOrder(out, "seed " + seed);
    }
  }

  /** Within ten hours, here and there many at once. */
  private static long time(Random random) {
    long seconds = random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(36_000);
    return START + seconds * SECOND;
  }

  /** Each twice, up to the lateness behind its time; what ends a window, with the watermark. */
  private static List<Alert> run(
      Rule rule, List<Alert> alerts, List<Alert> ends, String backend, Random random)
      throws Exception {
    record Delivery(long at, Alert alert) {}
    List<Delivery> deliveries = new ArrayList<>();
    for (Alert alert : alerts) {
      for (int i = 0; i < 2; i++) {
        deliveries.add(new Delivery(alert.time + random.nextLong(LATENESS), alert));
      }
    }
    for (Alert end : ends) {
      deliveries.add(new Delivery(end.windowEnd + LATENESS, end));
    }
    deliveries.sort(Comparator.comparingLong(Delivery::at));
    try (SuppressHarness harness = new SuppressHarness(rule, backend)) {
      for (Delivery delivery : deliveries) {
        harness.watermark(delivery.at - LATENESS - 1);
        harness.alert(delivery.alert);
        if (random.nextInt(20) == 0) {
          harness.snapshotAndRestore();
        }
      }
      harness.end();
      assertThat(harness.left()).isZero();
      allOfAnIdHaveTheSameTimes(rule, harness.alerts());
      return harness.alerts();
    }
  }

  /** By which they meet in one index, and by which a job that began warm takes all or none. */
  private static void allOfAnIdHaveTheSameTimes(Rule rule, List<Alert> alerts) {
    Map<String, Long> times = new HashMap<>();
    for (Alert alert : alerts) {
      long time = IdentityTime.of(rule, alert);
      assertThat(times.computeIfAbsent(alert.id, first -> time)).isEqualTo(time);
      assertThat(alert.time).isBetween(time, IdentityTime.latest(rule, alert));
    }
  }

  private static List<Period> periods(List<Alert> out) {
    return out.stream()
        .filter(alert -> alert.phase.equals(Alert.FINAL))
        .map(
            alert ->
                new Period(
                    AlertPlace.time(alert),
                    alert.suppressed.number,
                    new HashSet<>(alert.eventIds),
                    alert.suppressed.last == null ? 0 : alert.suppressed.last))
        .sorted(Comparator.comparingLong(Period::start))
        .toList();
  }

  private static List<Period> plain(List<Alert> alerts, Duration span) {
    List<Alert> sorted =
        alerts.stream()
            .sorted(
                Comparator.<Alert>comparingLong(AlertPlace::time)
                    .thenComparing(a -> a.id)
                    .thenComparing(a -> a.eventIds.get(a.eventIds.size() - 1)))
            .toList();
    List<Period> periods = new ArrayList<>();
    for (int i = 0; i < sorted.size(); ) {
      long start = AlertPlace.time(sorted.get(i));
      List<Alert> inside = new ArrayList<>();
      while (i < sorted.size() && AlertPlace.time(sorted.get(i)) < start + span.toMillis()) {
        inside.add(sorted.get(i++));
      }
      List<String> rest =
          inside.stream().skip(1).flatMap(a -> a.eventIds.stream()).distinct().sorted().toList();
      List<String> ids = new ArrayList<>(inside.get(0).eventIds);
      rest.stream().limit(Seen.LIMIT).filter(id -> !ids.contains(id)).forEach(ids::add);
      long number = inside.stream().map(a -> a.id).distinct().count() - 1;
      periods.add(
          new Period(
              start,
              number,
              new HashSet<>(ids.subList(0, Math.min(Seen.LIMIT, ids.size()))),
              number == 0 ? 0 : AlertPlace.time(inside.get(inside.size() - 1))));
    }
    return periods;
  }
}

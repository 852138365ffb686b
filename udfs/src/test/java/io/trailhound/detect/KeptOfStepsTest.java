package io.trailhound.detect;

import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.GivenSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link KeptOfEventsTest} for sequences: also what CEP keeps, and with steps of which early alerts
 * tell before they're certain, somewhere else first and by a quicker or slower way.
 */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class KeptOfStepsTest {
  private static final int SEEDS = Rounds.of(2);
  private static final int ORDERS = 6;

  /** Which early alerts are out hangs on the order of arrival. */
  private static final Set<String> EARLY = Set.of("sent");

  /** So does how late they said that their steps are, of those that move: it's a bound. */
  private static final Set<String> EARLY_THAT_MOVED = Set.of("sent", "latest", "timers");

  static List<Chains> rules() {
    Rule.Sequence three = Given.sequence(true, "A", "B", "C");
    Rule.Sequence two = Given.sequence(2, "A", "B", "C");
    return List.of(
        new Chains(three),
        new Chains(Given.sequence(false, "A", "B")),
        new Chains(two),
        new Chains(Given.within(Duration.ofMinutes(7), three)),
        new Chains(Given.within(Duration.ofHours(3), Given.sequence(false, "A", "B", "C"))),
        Chains.of(three, List.of(Given.count("A", Duration.ofMinutes(10)))));
  }

  /** A step, and what comes of it: to the first input, or of an early alert. */
  private record Arrival(long at, Signal step, boolean isCertain) {}

  @ParameterizedTest
  @MethodSource("rules")
  void isAFunctionOfTheStepsAndTheWatermark(Chains chains) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Signal> steps = steps(chains, random);
      long last = steps.stream().mapToLong(step -> step.time).max().orElseThrow();
      long some = steps.get(random.nextInt(steps.size())).time;
      for (long end : List.of(some, some + random.nextInt(90) * MINUTE, last + HOUR)) {
        List<String> expected = null;
        boolean moved = random.nextBoolean();
        for (int order = 0; order < ORDERS; order++) {
          List<String> kept = kept(chains, steps, end, order, moved, random);
          expected = expected == null ? kept : expected;
          assertThat(kept)
              .as("%s seed %d, end %d, order %d", chains.shape(), seed, end - START, order)
              .isEqualTo(expected);
        }
      }
    }
  }

  /** Close together here, far apart there, often in the same second. */
  private static List<Signal> steps(Chains chains, Random random) {
    List<Signal> steps = new ArrayList<>();
    long time = START + 10 * MINUTE;
    for (int i = 3 + random.nextInt(40); i > 0; i--) {
      String name = chains.rule().steps().get(random.nextInt(chains.rule().steps().size()));
      steps.add(step(name, time, random.nextInt(1000) + "id" + i));
      time +=
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(300) * SECOND;
            default -> random.nextInt((int) (chains.timespan() / SECOND)) * SECOND;
          };
    }
    return steps;
  }

  private static List<String> kept(
      Chains chains, List<Signal> steps, long end, int order, boolean moved, Random random)
      throws Exception {
    long slack = order == 0 ? 0 : random.nextInt(200) * MINUTE;
    try (SequenceHarness harness = new SequenceHarness(chains)) {
      long newest = START;
      for (Arrival arrival : arrivals(steps, slack, order, moved, random)) {
        Signal step = KeptOfEventsTest.copy(arrival.step);
        step.alert = arrival.step.alert;
        if (arrival.isCertain) {
          harness.step(step);
          newest = Math.max(newest, step.time);
        } else {
          harness.earlyStep(step);
        }
        if (order > 0 && random.nextInt(3) > 0) {
          harness.watermark(Math.min(end, newest - slack - 1));
        }
        if (random.nextInt(20) == 0) {
          harness.snapshotAndRestore();
        }
      }
      harness.watermark(end);
      return harness.kept(moved ? EARLY_THAT_MOVED : EARLY);
    }
  }

  private static List<Arrival> arrivals(
      List<Signal> steps, long slack, int order, boolean moved, Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Signal step : steps) {
      long at = step.time + (slack == 0 ? 0 : random.nextLong(slack));
      Signal certain = KeptOfEventsTest.copy(step);
      arrivals.add(new Arrival(at, certain, true));
      if (random.nextInt(5) == 0) {
        arrivals.add(new Arrival(at, certain, true));
      }
      if (step.eventId.hashCode() % 4 == 0) {
        certain.alert = "alert of " + step.eventId;
      }
      if (order > 0 && certain.alert != null && random.nextBoolean()) {
        early(certain, at - random.nextInt(20) * SECOND, moved, random, arrivals);
      }
    }
    for (int i = order == 0 ? 0 : random.nextInt(4); i > 0; i--) {
      takenBack(steps.get(random.nextInt(steps.size())), slack, "alert " + i, random, arrivals);
    }
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals;
  }

  /** Of an alert that says where its step is, that moves it, and that may be behind the final. */
  private static void early(
      Signal certain, long at, boolean moved, Random random, List<Arrival> arrivals) {
    Signal there = KeptOfEventsTest.copy(certain);
    there.alert = certain.alert;
    if (moved && random.nextBoolean()) {
      Signal elsewhere = KeptOfEventsTest.copy(certain);
      elsewhere.alert = certain.alert;
      elsewhere.time += random.nextInt(60) * MINUTE;
      arrivals.add(new Arrival(at - 1, elsewhere, false));
    }
    arrivals.add(new Arrival(at + random.nextInt(2) * SECOND, there, false));
  }

  /** Of an alert that turns out to be none. */
  private static void takenBack(
      Signal like, long slack, String alert, Random random, List<Arrival> arrivals) {
    Signal early = KeptOfEventsTest.copy(like);
    early.alert = alert;
    early.eventId = alert;
    early.time += random.nextInt(20) * MINUTE;
    Signal back = KeptOfEventsTest.copy(early);
    back.alert = alert;
    back.activity = null;
    long at = early.time + (slack == 0 ? 0 : random.nextLong(slack));
    arrivals.add(new Arrival(at, early, false));
    arrivals.add(new Arrival(at + random.nextInt(30) * MINUTE, back, false));
  }
}

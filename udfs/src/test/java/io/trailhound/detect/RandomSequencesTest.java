package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.GivenSteps.EITHER_WAY;
import static io.trailhound.detect.GivenSteps.ORDERED;
import static io.trailhound.detect.GivenSteps.finals;
import static io.trailhound.detect.GivenSteps.step;
import static io.trailhound.detect.GivenSteps.stepIds;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever steps come in whatever order: finals are the chains that a plain search over all finds.
 */
@SuppressWarnings("try")
class RandomSequencesTest {
  @Test
  void theFinalsOfRandomStepsAreTheirChains() throws Exception {
    for (Rule.Sequence rule : List.of(ORDERED, EITHER_WAY, Given.sequence(false, "A", "B", "C"))) {
      for (int seed = 0; seed < Rounds.of(7); seed++) {
        Random random = new Random(seed);
        List<Signal> steps = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          String step = rule.steps().get(random.nextInt(rule.steps().size()));
          steps.add(step(step, START + random.nextInt(180) * MINUTE, "id" + i));
        }
        assertThat(stepIds(finals(rule, steps)))
            .as("%s seed %d", rule.steps(), seed)
            .isEqualTo(PlainChains.of(rule, steps));
      }
    }
  }

  @Test
  void stepsDeliveredLateWhileTheWatermarkRunsGiveTheChainsOfTheirOwnTimes() throws Exception {
    for (Rule.Sequence rule : List.of(ORDERED, EITHER_WAY)) {
      for (int seed = 0; seed < Rounds.of(7); seed++) {
        Random random = new Random(seed);
        record Delivery(long at, Signal step) {}
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          // the last step is rare, so that groups are armed in the middle of their history
          int step = random.nextInt(12) == 0 ? rule.steps().size() - 1 : 0;
          step = random.nextInt(3) == 0 ? Math.min(1, rule.steps().size() - 1) : step;
          long time = START + random.nextInt(4 * 60 * 60) * SECOND;
          Signal signal = step(rule.steps().get(step), time, "id" + i);
          deliveries.add(new Delivery(time + random.nextInt(15 * 60) * SECOND, signal));
        }
        deliveries.sort(Comparator.comparingLong(Delivery::at));
        List<List<String>> expected =
            PlainChains.of(rule, deliveries.stream().map(Delivery::step).toList());
        try (SequenceHarness harness = new SequenceHarness(rule)) {
          for (Delivery delivery : deliveries) {
            harness.watermark(delivery.at - 15 * MINUTE - 1);
            harness.step(delivery.step);
            if (random.nextInt(20) == 0) {
              harness.snapshotAndRestore();
            }
          }
          harness.end();
          assertThat(harness.left()).isZero();
          assertThat(
                  harness.alerts(Alert.FINAL).stream()
                      .map(a -> a.steps.stream().map(Step::eventId).toList())
                      .toList())
              .as("%s seed %d", rule.steps(), seed)
              .isEqualTo(expected);
        }
      }
    }
  }

  /** What CEP would have found had it seen all repeats, though it sees few of them. */
  @Test
  void repeatsWithinSecondsChangeNothing() throws Exception {
    for (Rule.Sequence rule : List.of(ORDERED, EITHER_WAY, Given.sequence(false, "A", "B", "C"))) {
      for (int seed = 0; seed < Rounds.of(7); seed++) {
        Random random = new Random(seed);
        List<Signal> steps = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          // long runs of one step, the others rare
          int step = random.nextInt(10) == 0 ? random.nextInt(rule.steps().size()) : seed % 2;
          long time = START + 20 * MINUTE + random.nextInt(1 + seed * 10) * SECOND;
          steps.add(step(rule.steps().get(step), time, random.nextInt(1000) + "id" + i));
        }
        List<List<String>> expected = PlainChains.of(rule, steps);
        try (SequenceHarness harness = new SequenceHarness(rule)) {
          for (Signal step : steps) {
            harness.step(step);
          }
          harness.end();
          assertThat(harness.left()).isZero();
          assertThat(stepIds(harness.alerts(Alert.FINAL)))
              .as("%s seed %d", rule.steps(), seed)
              .isEqualTo(expected);
        }
      }
    }
  }

  /** By turns, in bursts, and late: what CEP would have found had it seen all of them. */
  @Test
  void stepsThatAlternateInBurstsGiveTheChainsOfAllSteps() throws Exception {
    for (Rule.Sequence rule :
        List.of(
            ORDERED,
            EITHER_WAY,
            Given.sequence(true, "A", "B", "C", "D"),
            Given.sequence(false, "A", "B", "C"),
            Given.sequence(2, "A", "B", "C"),
            Given.sequence(3, "A", "B", "C", "D"))) {
      for (int seed = 0; seed < Rounds.of(6); seed++) {
        Random random = new Random(seed);
        List<Signal> steps = alternating(rule, random);
        try (SequenceHarness harness = new SequenceHarness(rule)) {
          long newest = START;
          for (Signal step : AnyOrder.delivered(steps, random.nextInt(900) * SECOND, random)) {
            newest = Math.max(newest, step.time);
            harness.step(step);
            harness.watermark(newest - 15 * MINUTE - 1);
            if (random.nextInt(200) == 0) {
              harness.snapshotAndRestore();
            }
          }
          harness.end();
          assertThat(harness.left()).isZero();
          assertThat(stepIds(harness.alerts(Alert.FINAL)))
              .as("%s seed %d", rule.steps(), seed)
              .isEqualTo(PlainChains.of(rule, steps));
        }
      }
    }
  }

  /** Bursts of two steps by turns, and now and then another one. */
  private static List<Signal> alternating(Rule.Sequence rule, Random random) {
    List<Signal> steps = new ArrayList<>();
    long time = START;
    while (steps.size() < 600) {
      int one = random.nextInt(rule.steps().size());
      int other = random.nextInt(rule.steps().size());
      for (int i = random.nextInt(60); i >= 0; i--) {
        String step = rule.steps().get(i % 2 == 0 ? one : other);
        steps.add(step(step, time, random.nextInt(1000) + "id" + steps.size()));
        time += random.nextInt(5) == 0 ? random.nextInt(40) * SECOND : 0;
      }
      time += random.nextInt(4) == 0 ? random.nextInt(35) * MINUTE : 0;
    }
    return steps;
  }

  /** CEP itself is given everything: that it sees few steps of an attacker changes nothing. */
  @Test
  void cepOverAllStepsFindsTheSameChains() throws Exception {
    for (Rule.Sequence rule : List.of(ORDERED, EITHER_WAY, Given.sequence(2, "A", "B", "C"))) {
      for (int seed = 0; seed < Rounds.of(4); seed++) {
        List<Signal> steps = alternating(rule, new Random(seed)).subList(0, 200);
        assertThat(stepIds(SequenceHarness.cepAlone(rule, steps)))
            .as("%s seed %d", rule.steps(), seed)
            .isEqualTo(PlainChains.of(rule, steps));
      }
    }
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try")
class SequenceTest {
  private static final Rule.Sequence ORDERED = Given.sequence(true, "A", "B", "C");
  private static final Rule.Sequence EITHER_WAY = Given.sequence(false, "first_seen", "impact");

  private static Signal step(String step, long time) {
    return step(step, time, step + "@" + (time - START));
  }

  private static Signal step(String step, long time, String id) {
    return Given.signal("chain", ALICE, time, id, step);
  }

  /** The alerts of the final phase and what is left behind, for steps in this order of arrival. */
  private static List<Alert> finals(Rule.Sequence rule, List<Signal> steps) throws Exception {
    try (SequenceHarness harness = new SequenceHarness(rule)) {
      for (Signal step : steps) {
        harness.step(step);
      }
      harness.end();
      assertThat(harness.left()).isZero();
      return harness.alerts(Alert.FINAL);
    }
  }

  private static List<Long> minutes(Alert alert) {
    return alert.steps.stream().map(Step::time).map(t -> (t - START) / MINUTE).toList();
  }

  @Test
  void anOrderedChainFires() throws Exception {
    List<Alert> finals =
        finals(
            ORDERED,
            List.of(step("A", START), step("B", START + MINUTE), step("C", START + 2 * MINUTE)));
    assertThat(finals)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.steps).extracting(Step::rule).containsExactly("A", "B", "C");
              assertThat(alert.time).isEqualTo(START + 2 * MINUTE);
            });
  }

  @Test
  void stepsOutOfOrderStaySilent() throws Exception {
    assertThat(
            finals(
                ORDERED,
                List.of(
                    step("B", START), step("A", START + MINUTE), step("C", START + 2 * MINUTE))))
        .isEmpty();
  }

  @Test
  void firstAndLastStepMustLieLessThanTheTimespanApart() throws Exception {
    assertThat(
            finals(
                ORDERED,
                List.of(step("A", START), step("B", START), step("C", START + 30 * MINUTE))))
        .isEmpty();
    assertThat(
            finals(
                ORDERED,
                List.of(step("A", START), step("B", START), step("C", START + 30 * MINUTE - 1))))
        .hasSize(1);
  }

  @Test
  void stepsOfTheSameSecondMatchInAnyOrder() throws Exception {
    List<Signal> steps =
        new ArrayList<>(List.of(step("C", START), step("A", START), step("B", START)));
    for (int seed = 0; seed < 6; seed++) {
      Collections.shuffle(steps, new Random(seed));
      assertThat(finals(ORDERED, steps)).hasSize(1);
    }
  }

  @Test
  void anOldFirstStepDoesNotHideAYoungerOne() throws Exception {
    List<Alert> finals =
        finals(
            ORDERED,
            List.of(
                step("A", START),
                step("B", START + MINUTE),
                step("A", START + 20 * MINUTE),
                step("B", START + 25 * MINUTE),
                step("C", START + 40 * MINUTE)));
    assertThat(finals)
        .singleElement()
        .satisfies(a -> assertThat(minutes(a)).containsExactly(20L, 25L, 40L));
  }

  @Test
  void aMiddleStepThatComesTwiceDoesNotBreakTheChain() throws Exception {
    assertThat(
            finals(
                ORDERED,
                List.of(
                    step("A", START),
                    step("B", START + MINUTE),
                    step("B", START + 2 * MINUTE),
                    step("C", START + 3 * MINUTE))))
        .hasSize(1);
  }

  @Test
  void eventsUsedOnceAreNotUsedAgain() throws Exception {
    assertThat(
            finals(
                ORDERED,
                List.of(
                    step("A", START),
                    step("B", START + MINUTE),
                    step("C", START + 2 * MINUTE),
                    step("C", START + 3 * MINUTE))))
        .hasSize(1);
  }

  @Test
  void anUnorderedPairFiresEitherWay() throws Exception {
    assertThat(
            finals(
                EITHER_WAY,
                List.of(step("first_seen", START), step("impact", START + 29 * MINUTE))))
        .hasSize(1);
    assertThat(
            finals(
                EITHER_WAY,
                List.of(step("impact", START), step("first_seen", START + 29 * MINUTE))))
        .hasSize(1);
    assertThat(
            finals(
                EITHER_WAY,
                List.of(step("impact", START), step("first_seen", START + 30 * MINUTE))))
        .isEmpty();
  }

  @Test
  void duplicatesChangeNothing() throws Exception {
    List<Signal> steps = new ArrayList<>();
    for (int copy = 0; copy < 3; copy++) {
      steps.add(step("impact", START));
      steps.add(step("first_seen", START + MINUTE));
      steps.add(step("impact", START + 2 * MINUTE));
    }
    assertThat(finals(EITHER_WAY, steps)).hasSize(1);
  }

  @Test
  void theEarlyAlertLeavesOnTheStepThatCompletesTheChainWhateverTheOrder() throws Exception {
    List<Signal> steps =
        new ArrayList<>(
            List.of(step("A", START), step("B", START + SECOND), step("C", START + 2 * SECOND)));
    for (int seed = 0; seed < 6; seed++) {
      Collections.shuffle(steps, new Random(seed));
      try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
        harness.step(steps.get(0));
        harness.step(steps.get(1));
        assertThat(harness.alerts()).isEmpty();
        harness.step(steps.get(2));
        assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
        harness.end();
        assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
        assertThat(harness.alerts()).extracting(a -> a.id).containsOnly(harness.alerts().get(0).id);
      }
    }
  }

  @Test
  void anEarlyAlertOfAnotherRuleServesTheEarlyLookOnly() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(EITHER_WAY)) {
      harness.step(step("impact", START));
      harness.earlyStep(step("first_seen", START + SECOND));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
      harness.end();
      assertThat(harness.alerts()).hasSize(1);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void goesOnWhereItWasAfterSnapshotAndRestore() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      harness.step(step("A", START));
      harness.snapshotAndRestore();
      harness.watermark(START);
      harness.step(step("B", START + MINUTE));
      harness.step(step("C", START + 2 * MINUTE));
      harness.snapshotAndRestore();
      harness.end();
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    }
  }

  @Test
  void anUnfinishedChainIsForgottenWhenItsTimeIsOver() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      harness.step(step("A", START));
      harness.step(step("B", START + MINUTE));
      harness.watermark(START + 29 * MINUTE);
      assertThat(harness.left()).isPositive();
      harness.watermark(START + 60 * MINUTE);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void theFinalsOfRandomStepsAreTheirChains() throws Exception {
    for (Rule.Sequence rule : List.of(ORDERED, EITHER_WAY, Given.sequence(false, "A", "B", "C"))) {
      for (int seed = 0; seed < 20; seed++) {
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
      for (int seed = 0; seed < 20; seed++) {
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

  @Test
  void aGroupThatKnowsOneStepOnlyGivesCepNothing() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(EITHER_WAY)) {
      for (int i = 0; i < 100; i++) {
        harness.step(step("impact", START + i * MINUTE));
        harness.watermark(START + (i - 15) * MINUTE);
      }
      harness.end();
      assertThat(harness.sentToCep()).isZero();
    }
  }

  /** What CEP would have found had it seen all repeats, though it sees few of them. */
  @Test
  void repeatsWithinSecondsChangeNothing() throws Exception {
    for (Rule.Sequence rule : List.of(ORDERED, EITHER_WAY, Given.sequence(false, "A", "B", "C"))) {
      for (int seed = 0; seed < 20; seed++) {
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

  private static List<List<String>> stepIds(List<Alert> alerts) {
    return alerts.stream().map(alert -> alert.steps.stream().map(Step::eventId).toList()).toList();
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
      for (int seed = 0; seed < 15; seed++) {
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
      for (int seed = 0; seed < 10; seed++) {
        List<Signal> steps = alternating(rule, new Random(seed)).subList(0, 200);
        assertThat(stepIds(SequenceHarness.cepAlone(rule, steps)))
            .as("%s seed %d", rule.steps(), seed)
            .isEqualTo(PlainChains.of(rule, steps));
      }
    }
  }

  @Test
  void ofStepsByTurnsCepGetsThoseOfCompleteChains() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      harness.step(step("C", START));
      for (int i = 0; i < 2_000; i++) {
        harness.step(step(i % 2 == 0 ? "A" : "B", START + i * SECOND / 2, "id" + i));
        harness.watermark(START + i * SECOND / 2 - MINUTE);
      }
      harness.step(step("C", START + 1_000 * SECOND));
      harness.end();
      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
      assertThat(harness.sentToCep()).isLessThan(10);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void ofThousandsOfRepeatsFewAreKept() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(EITHER_WAY)) {
      harness.step(step("first_seen", START));
      for (int i = 0; i < 4_000; i++) {
        harness.step(step("impact", START + 10 * SECOND + i / 400 * SECOND, "id" + i));
      }
      assertThat(harness.left()).isLessThan(100);
      harness.end();
      assertThat(harness.sentToCep()).isLessThan(10);
      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    }
  }

  @Test
  void twoOfThreeStepsAreEnoughWhenTheRuleSaysSo() throws Exception {
    Rule.Sequence rule = Given.sequence(2, "A", "B", "C");
    assertThat(finals(rule, List.of(step("C", START), step("C", START + SECOND)))).isEmpty();
    assertThat(finals(rule, List.of(step("C", START), step("A", START + MINUTE))))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.steps).extracting(Step::rule).containsExactly("C", "A");
              assertThat(alert.message).contains("went through 2 of 3 steps");
            });
  }

  /** A count is certain when its window is over; its place is that of the event which met it. */
  @Test
  void aStepThatComesLateWithAnEarlierTimeFindsItsPlace() throws Exception {
    Rule.Sequence rule = Given.sequence(true, "failures", "success");
    Rule.ValueCount failures = Given.count("failures", Duration.ofMinutes(10));
    try (SequenceHarness harness = new SequenceHarness(Chains.of(rule, List.of(rule, failures)))) {
      harness.step(step("success", START + 100 * SECOND));
      harness.watermark(START + 10 * MINUTE - 2);
      harness.step(step("failures", START + 55 * SECOND));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
      assertThat(harness.left()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A B C D", "A B", "X B C", "C B A", "A X C"})
  void aRuleWhoseStepsChangeForgetsTheChainsThatHadBegun(String changed) throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      begin(harness);
      harness.snapshotAndRestore(new Chains(Given.sequence(true, changed.split(" "))));
      harness.watermark(START + 3 * MINUTE);
      harness.step(step("C", START + 4 * MINUTE));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL))
          .allSatisfy(
              alert ->
                  assertThat(alert.steps)
                      .extracting(Step::rule)
                      .containsExactly(changed.split(" ")));
      assertThat(harness.left()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 7, 1440})
  void aTimespanThatChangesLeavesNothingBehind(int minutes) throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      begin(harness);
      harness.snapshotAndRestore(new Chains(Given.within(Duration.ofMinutes(minutes), ORDERED)));
      harness.watermark(START + 3 * MINUTE);
      harness.step(step("C", START + 4 * MINUTE));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void aGroupByThatGrowsForgetsTheChainsThatHadBegun() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      begin(harness);
      harness.step(step("C", START + 3 * MINUTE));
      List<GroupField> more = new ArrayList<>(ORDERED.groupBy());
      more.add(new GroupField("cloud.region", Given.field("cloud.region")));
      harness.snapshotAndRestore(
          new Chains(
              new Rule.Sequence(
                  ORDERED.info(),
                  ORDERED.steps(),
                  more,
                  ORDERED.timespan(),
                  ORDERED.ordered(),
                  ORDERED.least())));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL)).isEmpty();
      assertThat(harness.left()).isZero();
    }
  }

  /** Two steps of a chain, which CEP has, because an older chain is complete. */
  private static void begin(SequenceHarness harness) throws Exception {
    for (String step : List.of("A", "B", "C")) {
      harness.step(step(step, START - 60 * MINUTE));
    }
    harness.watermark(START - 30 * MINUTE);
    assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    harness.alerts().clear();
    harness.step(step("A", START));
    harness.step(step("B", START + MINUTE));
    harness.watermark(START + 2 * MINUTE);
  }
}

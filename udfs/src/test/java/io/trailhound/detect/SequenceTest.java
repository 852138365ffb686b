package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.GivenSteps.EITHER_WAY;
import static io.trailhound.detect.GivenSteps.ORDERED;
import static io.trailhound.detect.GivenSteps.finals;
import static io.trailhound.detect.GivenSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class SequenceTest {
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
  void anOrderedChainFiresBefore1970Too() throws Exception {
    List<Signal> steps =
        List.of(step("A", -5 * MINUTE), step("B", -4 * MINUTE), step("C", -MINUTE / 2));
    assertThat(finals(ORDERED, steps)).hasSize(1);
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

  /** Steps of one second are ordered by step; the ids of their events say nothing of it. */
  @Test
  void theLastStepTellsWhereTheCallerWasLast() throws Exception {
    List<Signal> steps = List.of(step("A", START), step("B", START), step("C", START));
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).eventId = List.of("z", "y", "x").get(i);
      steps.get(i).activity = new Activity();
      steps.get(i).activity.arn = "arn:aws:iam::111122223333:user/ann";
      steps.get(i).activity.region = List.of("eu-west-1", "eu-west-2", "eu-west-3").get(i);
    }
    assertThat(finals(ORDERED, steps))
        .extracting(alert -> alert.activity.region)
        .containsExactly("eu-west-3");
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
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out before the watermark decides: as soon as the steps known so far say so. */
@SuppressWarnings("try")
class EarlySearchTest {
  private static final Rule.Sequence ORDERED = Given.sequence(true, "A", "B", "C");
  private static final Rule.Sequence FIRST_SEEN_LAST = Given.sequence(true, "impact", "first_seen");

  private static Signal step(String step, long second) {
    String id = step + "@" + second;
    return Given.signal("chain", ALICE, START + second * SECOND, id, step);
  }

  private static Signal ofAlert(String alert, Signal step) {
    step.alert = alert;
    return step;
  }

  private static Signal takenBack(String alert, Signal step) {
    step.activity = null;
    return ofAlert(alert, step);
  }

  @Test
  void atEveryStepTheAlertsAreThoseOfTheStepsSoFar() throws Exception {
    for (Rule.Sequence rule :
        List.of(
            ORDERED,
            Given.sequence(false, "A", "B"),
            Given.sequence(false, "A", "B", "C"),
            Given.sequence(2, "A", "B", "C"),
            Given.within(Duration.ofMinutes(3), ORDERED),
            Given.within(Duration.ofHours(3), Given.sequence(3, "A", "B", "C", "D")))) {
      for (int seed = 0; seed < Rounds.of(8); seed++) {
        agrees(rule, new Random(seed), rule.steps() + " seed " + seed);
      }
    }
  }

  private static void agrees(Rule.Sequence rule, Random random, String of) throws Exception {
    long timespan = rule.timespan().toMillis();
    int reach = (int) (rule.timespan().toSeconds() * (1 + random.nextInt(3)));
    int grain = 1 + random.nextInt(20);
    List<Signal> known = new ArrayList<>();
    Set<Long> expected = new TreeSet<>();
    Set<StepTime> uncertain = new HashSet<>();
    try (SequenceHarness harness = new SequenceHarness(rule)) {
      for (int i = 0; i < 50; i++) {
        String name = rule.steps().get(random.nextInt(rule.steps().size()));
        long time = START + (long) random.nextInt(reach) / grain * grain * SECOND;
        Signal step = Given.signal("chain", ALICE, time, random.nextInt(1000) + "id" + i, name);
        if (random.nextInt(5) == 0 && uncertain.add(StepTime.of(step))) {
          harness.earlyStep(ofAlert("alert" + i, step));
        } else {
          harness.step(step);
        }
        if (random.nextInt(20) == 0) {
          harness.snapshotAndRestore();
        }
        known.add(step);
        for (List<Signal> chain : PlainChains.completed(rule, known)) {
          expected.add(Math.floorDiv(chain.get(chain.size() - 1).time, timespan));
        }
        Set<Long> sent = new TreeSet<>();
        for (Alert early : harness.alerts(Alert.EARLY)) {
          sent.add(Math.floorDiv(early.time, timespan));
        }
        assertThat(sent).as(of).isEqualTo(expected);
      }
    }
  }

  @Test
  void aStepOfAnEarlyAlertThatMovesIsNoMoreWhereItWas() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(FIRST_SEEN_LAST)) {
      harness.earlyStep(ofAlert("x", step("first_seen", 100)));
      harness.earlyStep(ofAlert("x", step("first_seen", 40)));
      harness.step(step("impact", 60));
      assertThat(harness.alerts()).isEmpty();
      harness.step(step("impact", 20));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    }
  }

  @Test
  void aStepOfAnEarlyAlertThatIsTakenBackIsNone() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(FIRST_SEEN_LAST)) {
      harness.step(step("impact", 150));
      harness.earlyStep(ofAlert("x", step("first_seen", 100)));
      harness.earlyStep(takenBack("x", step("first_seen", 100)));
      harness.step(step("impact", 60));
      assertThat(harness.alerts()).isEmpty();
      harness.end();
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void aStepThatIsCertainIsNoMoreWhereItWasSaidToBe() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(FIRST_SEEN_LAST)) {
      harness.step(step("impact", 150));
      harness.earlyStep(ofAlert("x", step("first_seen", 100)));
      harness.step(ofAlert("x", step("first_seen", 40)));
      harness.step(step("impact", 60));
      assertThat(harness.alerts()).isEmpty();
    }
  }

  /** They come by different ways. */
  @Test
  void anEarlyAlertThatComesBehindItsFinalOneIsNoStep() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(FIRST_SEEN_LAST)) {
      harness.step(step("impact", 150));
      harness.step(ofAlert("x", step("first_seen", 40)));
      harness.snapshotAndRestore();
      harness.earlyStep(ofAlert("x", step("first_seen", 100)));
      harness.step(step("impact", 60));
      assertThat(harness.alerts()).isEmpty();
      harness.end();
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void twoEarlyAlertsOfOneSecondLeaveOneByOne() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(FIRST_SEEN_LAST)) {
      harness.step(step("impact", 150));
      harness.earlyStep(ofAlert("x", step("first_seen", 100)));
      harness.earlyStep(ofAlert("y", step("first_seen", 100)));
      harness.earlyStep(takenBack("x", step("first_seen", 100)));
      harness.step(step("impact", 60));
      assertThat(harness.alerts()).hasSize(1);
    }
  }

  @Test
  void aChainIsFoundThroughThousandsOfRepeats() throws Exception {
    Rule.Sequence rule = Given.within(Duration.ofHours(12), ORDERED);
    try (SequenceHarness harness = new SequenceHarness(rule)) {
      harness.step(step("A", 0));
      harness.step(step("C", 1));
      for (int second = 2; second < 3_000; second++) {
        harness.step(step("B", second));
      }
      assertThat(harness.alerts()).isEmpty();
      harness.step(step("C", 3_000));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    }
  }

  /** The longest that is taken. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChainOfSixtyFourStepsIsCompleteWithTheLast(boolean ordered) throws Exception {
    String[] steps =
        IntStream.range(0, Rule.Sequence.MOST_STEPS).mapToObj(i -> "s" + i).toArray(String[]::new);
    try (SequenceHarness harness = new SequenceHarness(Given.sequence(ordered, steps))) {
      for (int i = 0; i + 1 < steps.length; i++) {
        harness.step(step(steps[i], i));
      }
      assertThat(harness.alerts()).isEmpty();
      harness.step(step(steps[steps.length - 1], steps.length));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
      harness.end();
      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    }
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.Sightings.firstSeen;
import static io.trailhound.detect.Sightings.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Early alerts, what each becomes, and which of them have one id. */
@SuppressWarnings("try")
class NewTermsRevisionsTest {
  private Harness<DetectorKey> harness;

  @BeforeEach
  void open() throws Exception {
    harness = Sightings.harness(Duration.ofDays(10));
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  @Test
  void anEarlyAlertWhoseTermTurnsOutKnownIsWithdrawn() throws Exception {
    harness.signal(seen(START + 12 * DAY, "c"));
    harness.signal(seen(START, "a"));
    harness.signal(seen(START + 6 * DAY, "b"));
    harness.end();
    assertThat(firstSeen(harness)).containsExactly(START);
    assertThat(harness.alerts(Alert.WITHDRAWN))
        .singleElement()
        .satisfies(alert -> assertThat(alert.id).isEqualTo(harness.alerts().get(0).id));
  }

  @Test
  void anEarlyAlertWhoseEpisodeMeltsIntoAFinalOneIsWithdrawn() throws Exception {
    harness.signal(seen(START, "a"));
    harness.watermark(START + DAY);
    harness.signal(seen(START + 12 * DAY, "c"));
    harness.signal(seen(START + 6 * DAY, "b"));
    assertThat(harness.alerts())
        .extracting(a -> a.phase)
        .containsExactly("early", "final", "early", "withdrawn");
    assertThat(harness.alerts().get(3).id).isEqualTo(harness.alerts().get(2).id);
  }

  @Test
  void anEarlierFirstEventGoesOutEarlyAgainUnderTheSameId() throws Exception {
    harness.signal(seen(START + MINUTE, "b"));
    harness.signal(seen(START, "a"));
    harness.signal(seen(START, "a"));
    assertThat(harness.alerts(Alert.EARLY))
        .extracting(a -> a.eventIds.get(0))
        .containsExactly("b", "a");
    assertThat(harness.alerts()).extracting(a -> a.id).containsOnly(harness.alerts().get(0).id);
  }

  @Test
  void aSequenceLearnsAtOnceThatTheFirstEventIsAnEarlierOne() throws Exception {
    Rule.Sequence rule = Given.sequence(false, "first_seen", "impact");
    long ten = START + 10 * HOUR;
    try (SequenceHarness chain = new SequenceHarness(rule)) {
      chain.step(Given.signal("chain", ALICE, ten + 5 * MINUTE, "impact", "impact"));
      harness.signal(seen(ten + 36 * MINUTE, "later"));
      pass(chain, rule);
      assertThat(chain.alerts()).isEmpty();
      harness.signal(seen(ten + 22 * MINUTE, "earlier"));
      pass(chain, rule);
      assertThat(chain.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    }
  }

  /** Brings the alerts so far to the sequence, as the job does. */
  private void pass(SequenceHarness chain, Rule.Sequence rule) throws Exception {
    List<Rule> rules = List.of(Given.newTerms(Duration.ofDays(10)), rule);
    try (var steps =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new AlertSteps(rules, of -> Given.feeds(rule, of), List.of(rule))))) {
      steps.open();
      for (Alert alert : harness.alerts()) {
        steps.processElement(alert, alert.time);
      }
      for (StreamRecord<Signal> step : steps.getSideOutput(AlertSteps.EARLY_STEPS)) {
        chain.earlyStep(step.getValue());
      }
    }
  }

  @Test
  void inRandomCasesEveryEarlyAlertIsEndedAndEveryFinalHadOne() throws Exception {
    for (int seed = 0; seed < Rounds.of(200); seed++) {
      Random random = new Random(seed);
      try (Harness<DetectorKey> replay = Sightings.harness(Duration.ofDays(2))) {
        List<Signal> sightings = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          sightings.add(seen(START + random.nextInt(14) * DAY / 2, "e" + random.nextInt(20)));
        }
        long slack = random.nextInt(14) * DAY / 2;
        long newest = START;
        for (Signal sighting : AnyOrder.delivered(sightings, slack, random)) {
          replay.signal(sighting);
          newest = Math.max(newest, sighting.time);
          replay.watermark(newest - slack - 1);
        }
        replay.end();
        Revisions.areEarlyAndInOrder(replay.alerts(), "seed " + seed);
        assertThat(replay.left()).isZero();
      }
    }
  }

  @Test
  void allRevisionsOfAnIdHaveTheSameIdentityTimeWithdrawnOnesToo() throws Exception {
    Rule rule = Given.newTerms(Duration.ofDays(10));
    harness.signal(seen(START + 12 * DAY, "c"));
    harness.signal(seen(START, "a"));
    harness.signal(seen(START + 6 * DAY, "b"));
    harness.end();
    Map<String, Set<Long>> times = new HashMap<>();
    for (Alert alert : harness.alerts()) {
      times.computeIfAbsent(alert.id, id -> new HashSet<>()).add(IdentityTime.of(rule, alert));
    }
    assertThat(harness.alerts()).hasSizeGreaterThan(times.size());
    assertThat(times.values()).allSatisfy(of -> assertThat(of).hasSize(1)).doesNotHaveDuplicates();
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class NewTermsTest {
  private static final long TEN_DAYS = 10 * DAY;

  private Harness<DetectorKey> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        Harness.of(
            () -> new NewTerms(List.of(Given.newTerms(Duration.ofDays(10)))),
            DetectorKey::of,
            Types.POJO(DetectorKey.class));
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  private static Signal seen(long time, String id) {
    return Given.signal("first_seen", ALICE, time, id, "9009");
  }

  private List<Long> firstSeen() {
    return harness.alerts(Alert.FINAL).stream().map(alert -> alert.firstSeen).toList();
  }

  @Test
  void firesEarlyAtOnceAndFinalWithTheSameIdWhenTheWatermarkPasses() throws Exception {
    harness.signal(seen(START, "a"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.watermark(START);
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    assertThat(harness.alerts()).extracting(a -> a.id).containsOnly(harness.alerts().get(0).id);
    assertThat(harness.alerts().get(1).eventIds).containsExactly("a");
  }

  @Test
  void staysSilentWhenTheTermWasSeenExactlyTenDaysAgo() throws Exception {
    harness.signal(seen(START, "a"));
    harness.watermark(START + TEN_DAYS - 1);
    harness.signal(seen(START + TEN_DAYS, "b"));
    harness.end();
    assertThat(firstSeen()).containsExactly(START);
  }

  @Test
  void firesAgainWhenTheTermWasSilentForMoreThanTenDays() throws Exception {
    harness.signal(seen(START, "a"));
    harness.watermark(START + TEN_DAYS);
    harness.signal(seen(START + TEN_DAYS + 1000, "b"));
    harness.end();
    assertThat(firstSeen()).containsExactly(START, START + TEN_DAYS + 1000);
    assertThat(harness.alerts(Alert.FINAL)).extracting(a -> a.id).doesNotHaveDuplicates();
    assertThat(harness.alerts(Alert.FINAL).get(1).previouslySeen).isEqualTo(START);
  }

  @Test
  void aTermUsedDailyNeverFiresAgain() throws Exception {
    for (int day = 0; day < 40; day++) {
      harness.signal(seen(START + day * DAY, "day" + day));
      harness.watermark(START + day * DAY);
    }
    harness.end();
    assertThat(firstSeen()).containsExactly(START);
  }

  @Test
  void anEarlierEventThatArrivesLaterIsTheFirstOne() throws Exception {
    harness.signal(seen(START + MINUTE, "b"));
    harness.signal(seen(START, "a"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.firstSeen).isEqualTo(START);
              assertThat(alert.eventIds).containsExactly("a");
            });
  }

  @Test
  void ofEventsInTheSameSecondTheSmallestIdIsFirst() throws Exception {
    harness.signal(seen(START, "b"));
    harness.signal(seen(START, "a"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL).get(0).eventIds).containsExactly("a");
  }

  @Test
  void anEarlyAlertWhoseTermTurnsOutKnownIsWithdrawn() throws Exception {
    harness.signal(seen(START + 12 * DAY, "c"));
    harness.signal(seen(START, "a"));
    harness.signal(seen(START + 6 * DAY, "b"));
    harness.end();
    assertThat(firstSeen()).containsExactly(START);
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
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      try (Harness<DetectorKey> replay =
          Harness.of(
              () -> new NewTerms(List.of(Given.newTerms(Duration.ofDays(2)))),
              DetectorKey::of,
              Types.POJO(DetectorKey.class))) {
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

  @Test
  void aDuplicateChangesNothing() throws Exception {
    harness.signal(seen(START, "a"));
    harness.signal(seen(START, "a"));
    harness.watermark(START);
    harness.signal(seen(START + HOUR, "b"));
    harness.signal(seen(START + HOUR, "b"));
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
  }

  @Test
  void goesOnWhereItWasAfterSnapshotAndRestore() throws Exception {
    harness.signal(seen(START, "a"));
    harness.snapshotAndRestore();
    harness.watermark(START + DAY);
    harness.snapshotAndRestore();
    harness.signal(seen(START + 9 * DAY, "b"));
    harness.end();
    assertThat(firstSeen()).containsExactly(START);
  }

  @Test
  void theTermIsForgottenTheMidnightAfterItAgedOut() throws Exception {
    harness.signal(seen(START + HOUR, "a"));
    harness.watermark(START + 11 * DAY - 1);
    assertThat(harness.left()).isPositive();
    harness.watermark(START + 11 * DAY);
    assertThat(harness.left()).isZero();
  }

  @Test
  void thirtyDaysReplayedInAnyOrderGiveTheSameFinals() throws Exception {
    List<Signal> sightings = new ArrayList<>();
    long[] days = {0, 3, 12, 22, 23, 30};
    for (long day : days) {
      sightings.add(seen(START + day * DAY + 5, "day" + day));
      sightings.add(seen(START + day * DAY + HOUR, "dayAfter" + day));
    }
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(sightings, new Random(seed));
      try (Harness<DetectorKey> replay =
          Harness.of(
              () -> new NewTerms(List.of(Given.newTerms(Duration.ofDays(9)))),
              DetectorKey::of,
              Types.POJO(DetectorKey.class))) {
        for (Signal sighting : sightings) {
          replay.signal(sighting);
        }
        replay.end();
        assertThat(replay.alerts(Alert.FINAL))
            .extracting(a -> (a.firstSeen - START) / DAY)
            .containsExactly(0L, 22L);
        assertThat(replay.left()).isZero();
      }
    }
  }
}

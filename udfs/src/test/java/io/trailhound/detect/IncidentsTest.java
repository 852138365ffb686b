package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentsTest {
  /** Alerts of bursts are final a minute behind their time at the latest. */
  private static final RuleBook RULES =
      SuppressHarness.book(SuppressHarness.BURST).and(SuppressHarness.CALL);

  private static final long SETTLED = MINUTE;

  private final List<Alert> alerts = new ArrayList<>();
  private final List<Alert> incidents = new ArrayList<>();
  private String backend = "hashmap";
  private KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness;

  @BeforeEach
  void open() throws Exception {
    open(null);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new PeriodsOperator<>(new Incidents(RULES, Duration.ofHours(1))),
            Incidents::principal,
            Types.STRING);
    Harness.open(harness, backend, state);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void snapshotAndRestore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
  }

  private void give(Alert alert) throws Exception {
    harness.processElement(alert, alert.time);
    collect();
  }

  private void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    collect();
  }

  private void collect() {
    alerts.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
    var out = harness.getSideOutput(Incidents.INCIDENTS);
    if (out != null) {
      out.forEach(each -> incidents.add(each.getValue()));
      out.clear();
    }
  }

  private long left() {
    return Harness.left(harness, harness.getOperator());
  }

  private static Alert call(long time) {
    return SuppressHarness.call(time, "e" + time);
  }

  private static Alert early(long time) {
    return SuppressHarness.burst(Times.windowStart(time, MINUTE), time, Alert.EARLY);
  }

  private List<String> told() {
    return incidents.stream().map(it -> it.phase + " " + it.incident.number).toList();
  }

  /** The final incidents: their number of alerts by id. */
  private Map<String, String> finals() {
    Map<String, String> finals = new TreeMap<>();
    for (Alert each : incidents) {
      if (each.phase.equals(Alert.FINAL)) {
        finals.put(each.id, each.message + each.incident.alerts.stream().map(a -> a.id).toList());
      }
    }
    return finals;
  }

  @Test
  void alertsCloseTogetherAreOneIncidentThatIsRevisedAndFinalWhenItsQuiet() throws Exception {
    give(call(START));
    give(call(START + 59 * MINUTE));
    assertThat(told()).containsExactly("early 1", "early 2");
    long over = START + 59 * MINUTE + HOUR + SETTLED;
    watermark(over - 1);
    assertThat(told()).hasSize(2);
    watermark(over);
    assertThat(told()).containsExactly("early 1", "early 2", "final 2");
    Alert last = incidents.get(2);
    assertThat(incidents).allMatch(it -> it.id.equals(last.id));
    assertThat(incidents).extracting(it -> it.incident.revision).containsExactly(1L, 2L, 3L);
    assertThat(last.message)
        .isEqualTo(
            "alice caused 2 alerts of 1 rule within 59 min from 2026-09-01T00:00:00Z on: call (2 times).");
    assertThat(last.incident.principal).isEqualTo(ALICE);
    watermark(Long.MAX_VALUE);
    assertThat(left()).isZero();
  }

  @Test
  void alertsGoOnAtOnceAndAgainWithTheirIncident() throws Exception {
    give(call(START));
    assertThat(alerts).singleElement().satisfies(it -> assertThat(it.incidentId).isNull());
    watermark(Long.MAX_VALUE);
    assertThat(alerts).extracting(it -> it.incidentId).containsExactly(null, incidents.get(0).id);
    assertThat(alerts).extracting(it -> it.id).containsOnly(alerts.get(0).id);
  }

  @Test
  void whatLiesAnHourApartIsTwo() throws Exception {
    give(call(START + HOUR));
    give(call(START));
    watermark(Long.MAX_VALUE);
    assertThat(finals()).hasSize(2);
  }

  @Test
  void anAlertBetweenTwoIncidentsMakesThemOneAndTakesTheSecondBack() throws Exception {
    give(call(START));
    give(call(START + 90 * MINUTE));
    String second = incidents.get(1).id;
    give(call(START + 45 * MINUTE));
    watermark(Long.MAX_VALUE);
    assertThat(told()).containsExactly("early 1", "early 1", "early 3", "withdrawn 1", "final 3");
    assertThat(incidents.get(3).id).isEqualTo(second);
    assertThat(left()).isZero();
  }

  @Test
  void anEarlyAlertThatIsTakenBackTakesItsIncidentBack() throws Exception {
    Alert burst = early(START);
    give(burst);
    give(AlertFactory.withdrawn(early(START), burst.id));
    watermark(Long.MAX_VALUE);
    assertThat(told()).containsExactly("early 1", "withdrawn 1");
    assertThat(left()).isZero();
  }

  @Test
  void anEarlyAlertWithoutAFinalOneIsInNoFinalIncident() throws Exception {
    give(early(START));
    give(call(START + MINUTE));
    watermark(Long.MAX_VALUE);
    assertThat(told()).containsExactly("early 1", "early 2", "early 1", "final 1");
  }

  @Test
  void anIncidentThatWasTakenBackMayStillBecomeFinal() throws Exception {
    Alert burst = early(START);
    give(burst);
    give(AlertFactory.withdrawn(early(START), burst.id));
    give(call(START));
    watermark(Long.MAX_VALUE);
    assertThat(told()).containsExactly("early 1", "withdrawn 1", "final 1");
    assertThat(incidents).extracting(it -> it.id).containsOnly(incidents.get(0).id);
  }

  /** The final alert of a chain, of which all of a day have one id. */
  private static Alert chain(long time) {
    Rule.Sequence rule = Given.within(Duration.ofDays(1), Given.sequence(true, "A", "B"));
    return AlertFactory.sequence(
        rule,
        ALICE,
        List.of(
            Given.signal("chain", ALICE, time - SECOND, "a" + time, "A"),
            Given.signal("chain", ALICE, time, "b" + time, "B")),
        Alert.FINAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aSequenceThatIsRepeatedLaterThanTheGapIsInTwoInAnyOrder(String where) throws Exception {
    backend = where;
    Alert first = chain(START + MINUTE);
    Alert again = chain(START + 3 * HOUR);
    assertThat(again.id).isEqualTo(first.id);
    Map<String, String> expected = null;
    for (boolean isPrompt : List.of(true, false)) {
      for (List<Alert> order : List.of(List.of(first, again), List.of(again, first))) {
        close();
        open();
        incidents.clear();
        alerts.clear();
        for (Alert each : order) {
          give(each);
          give(each);
          if (isPrompt && each == first) {
            watermark(START + 3 * HOUR - 1); // the first incident is over
          }
          snapshotAndRestore();
        }
        watermark(Long.MAX_VALUE);
        assertThat(left()).isZero();
        assertThat(finals()).hasSize(2);
        expected = expected == null ? finals() : expected;
        assertThat(finals()).isEqualTo(expected);
        assertThat(alerts.stream().filter(it -> it.incidentId != null))
            .extracting(it -> it.time)
            .containsExactly(first.time, again.time);
      }
    }
  }

  @Test
  void aSequenceThatIsRepeatedWithinTheGapStandsWhereItWasLast() throws Exception {
    Alert early = chain(START + MINUTE);
    early.phase = Alert.EARLY;
    give(early);
    give(chain(START + MINUTE));
    give(call(START + 2 * MINUTE));
    give(chain(START + 50 * MINUTE));
    give(call(START + 100 * MINUTE));
    watermark(Long.MAX_VALUE);
    assertThat(told()).containsExactly("early 1", "early 2", "early 2", "early 3", "final 3");
    Alert last = incidents.get(incidents.size() - 1);
    assertThat(last.incident.from).isEqualTo(START + MINUTE);
    assertThat(last.incident.alerts)
        .extracting(it -> it.rule + " " + (it.time - START) / MINUTE)
        .containsExactly("call 2", "chain 50", "call 100");
    assertThat(last.message).contains(" caused 3 alerts of 2 rules within 1 h 39 min ");
    assertThat(alerts.stream().filter(it -> it.incidentId != null)).hasSize(3);
    assertThat(left()).isZero();
  }

  /** What a savepoint of before has by its id alone is closed, too, and its repeat is another. */
  @Test
  void whatWasKeptByItsIdAloneIsOneOfSeveral() throws Exception {
    give(call(START));
    harness.getOperator().setCurrentKey(ALICE);
    var kept =
        harness
            .getOperator()
            .getKeyedStateBackend()
            .getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, OpenIncidents.ALERTS);
    Alert first = chain(START + MINUTE);
    kept.put(first.id, first);
    snapshotAndRestore();
    give(chain(START + 3 * HOUR));
    watermark(Long.MAX_VALUE);
    assertThat(finals()).hasSize(2);
    assertThat(told()).contains("final 2", "final 1");
    assertThat(left()).isZero();
  }

  @Test
  void aDayIsTheLongest() throws Exception {
    for (int i = 0; i < 60; i++) {
      give(call(START + i * 30L * MINUTE));
    }
    watermark(Long.MAX_VALUE);
    assertThat(finals()).hasSize(2);
    assertThat(incidents.get(incidents.size() - 2).incident.number).isEqualTo(48);
    assertThat(left()).isZero();
  }

  @Test
  void manyAlertsAreNotToldOneByOne() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      give(call(START + i));
    }
    assertThat(incidents.size()).isBetween(50, 90);
    watermark(Long.MAX_VALUE);
    Alert last = incidents.get(incidents.size() - 1);
    assertThat(last.incident.number).isEqualTo(1_000);
    assertThat(last.incident.alerts).hasSize(Seen.LIMIT);
  }

  @Test
  void alertsOfNobodyAndOfSilencesAreInNone() throws Exception {
    Alert nobody = call(START);
    nobody.activity.arn = null;
    nobody.activity.userName = null;
    give(nobody);
    Alert silence = call(START);
    silence.rule = SilenceRule.NAME;
    give(silence);
    assertThat(alerts).hasSize(2);
    watermark(Long.MAX_VALUE);
    assertThat(incidents).isEmpty();
  }

  @Test
  void sessionsOfOnePersonAreOneIncident() throws Exception {
    Alert session = call(START + MINUTE);
    session.activity.arn = Keys.ROLE;
    session.activity.userType = "AssumedRole";
    session.actor = ALICE;
    give(call(START));
    give(session);
    watermark(Long.MAX_VALUE);
    assertThat(finals()).hasSize(1);
    Alert last = incidents.get(incidents.size() - 1);
    assertThat(last.actor).isEqualTo(ALICE);
  }

  @Test
  void whatIsTooLateIsInNoneAlsoAfterARestart() throws Exception {
    watermark(START + SETTLED);
    snapshotAndRestore();
    give(call(START));
    assertThat(incidents).isEmpty();
    assertThat(alerts).hasSize(1);
    assertThat(left()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void anyOrderWithDuplicatesAndRestartsGivesTheSameFinals(String where) throws Exception {
    close();
    backend = where;
    open();
    Map<String, String> expected = null;
    for (int seed = 0; seed < 4; seed++) {
      incidents.clear();
      Random random = new Random(seed);
      List<Alert> all = new ArrayList<>();
      Random times = new Random(7);
      for (int i = 0; i < 40; i++) {
        all.add(call(START + times.nextInt(1_200) * MINUTE));
      }
      Collections.shuffle(all, random);
      for (Alert each : all) {
        give(each);
        give(call(each.time));
        if (random.nextInt(8) == 0) {
          snapshotAndRestore();
        }
      }
      watermark(START + 30 * HOUR);
      assertThat(left()).isZero();
      assertThat(finals().size()).isGreaterThan(3);
      expected = expected == null ? finals() : expected;
      assertThat(finals()).isEqualTo(expected);
      close();
      open();
    }
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastChainTest {
  private static final String BUCKET = "billing";
  private static final Duration GAP = Duration.ofHours(1);
  private static final Rule.Sequence CHAIN =
      Given.within(Duration.ofDays(1), Given.sequence(false, "A", "B"));

  /** A chain is final three minutes behind its last step. */
  private static final long FORGOTTEN =
      START + 24 * HOUR + IncidentSpan.LONGEST + HOUR + SequenceRevisions.FINAL_WITHIN;

  private RuleBook book = SuppressHarness.book(CHAIN).and(SuppressHarness.CALL);
  private KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness;

  @BeforeEach
  void open() throws Exception {
    open("hashmap", null);
  }

  private void open(String backend, OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new LastChain(book, GAP)), it -> it.id, Types.STRING);
    Harness.open(harness, backend, state);
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(Harness.left(harness, harness.getOperator())).isZero();
    harness.close();
  }

  private void snapshotAndRestore(String backend) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(backend, state);
  }

  /** All of the day have one id. */
  private static Alert chain(long time, String lastStep, String lastEvent) {
    String firstStep = lastStep.equals("A") ? "B" : "A";
    return AlertFactory.sequence(
        CHAIN,
        BUCKET,
        List.of(
            Given.signal("chain", BUCKET, time - SECOND, "first of " + lastEvent, firstStep),
            Given.signal("chain", BUCKET, time, lastEvent, lastStep)),
        Alert.FINAL);
  }

  private static Alert chain(long time) {
    return chain(time, "B", "e" + time);
  }

  private static Alert inIncident(Alert alert, String incident) {
    alert.incidentId = incident;
    return alert;
  }

  private void give(Alert... alerts) throws Exception {
    for (Alert alert : alerts) {
      harness.processElement(alert, alert.time);
    }
  }

  private List<String> told() {
    return harness.extractOutputValues().stream()
        .map(it -> (it.time - START) / MINUTE + " " + it.incidentId)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void theIncidentOfAnEarlierChainDoesNotPutItBack(String backend) throws Exception {
    harness.close();
    open(backend, null);
    give(chain(START + MINUTE), chain(START + 6 * MINUTE));
    assertThat(told()).containsExactly("1 null", "6 null");
    snapshotAndRestore(backend);
    give(inIncident(chain(START + 6 * MINUTE), "second's"));
    give(inIncident(chain(START + MINUTE), "first's"));
    assertThat(told()).containsExactly("6 second's");
  }

  @Test
  void whileNoLaterChainIsToldTheEarlierSaysItsIncident() throws Exception {
    give(chain(START + MINUTE), inIncident(chain(START + MINUTE), "first's"));
    give(chain(START + 6 * MINUTE));
    assertThat(told()).containsExactly("1 null", "1 first's", "6 null");
  }

  /** The person behind one is known only when the watermark has passed it. */
  @Test
  void anEarlierChainThatWaitedLongerIsNotTold() throws Exception {
    give(chain(START + 6 * MINUTE), chain(START + MINUTE));
    assertThat(told()).containsExactly("6 null");
  }

  @Test
  void chainsOfOneSecondStandInTheOrderOfTheirStepsThenOfTheirEvents() throws Exception {
    give(chain(START, "B", "e1"), chain(START, "A", "e9"), chain(START, "B", "e0"));
    assertThat(told()).hasSize(1);
    give(chain(START, "B", "e2"));
    assertThat(told()).hasSize(2);
  }

  @Test
  void otherRevisionsAndRulesPass() throws Exception {
    Alert early = chain(START);
    early.phase = Alert.EARLY;
    Alert call = SuppressHarness.call(START, "e1");
    give(early, call, AlertFactory.withdrawn(early, early.id), call);
    assertThat(told()).hasSize(4);
    assertThat(Harness.left(harness, harness.getOperator())).isZero();
  }

  @Test
  void anIdIsForgottenWhenTheLastIncidentWithItIsOver() throws Exception {
    give(chain(START + MINUTE));
    harness.processWatermark(new Watermark(FORGOTTEN - 1));
    assertThat(Harness.left(harness, harness.getOperator())).isEqualTo(2);
    harness.processWatermark(new Watermark(FORGOTTEN));
    assertThat(Harness.left(harness, harness.getOperator())).isZero();
  }

  @Test
  void aRuleThatIsGoneLeavesNothing() throws Exception {
    give(chain(START + 6 * MINUTE));
    book = SuppressHarness.book(SuppressHarness.CALL);
    snapshotAndRestore("hashmap");
    give(chain(START + MINUTE));
    assertThat(told()).containsExactly("1 null");
  }
}

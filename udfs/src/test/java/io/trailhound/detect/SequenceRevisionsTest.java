package io.trailhound.detect;

import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequenceRevisionsTest {
  private static final Chains CHAINS = new Chains(Given.sequence(true, "A", "B"));

  /** Of the ids of {@code START}. */
  private static final long PERIOD_OVER =
      Times.windowStart(START, CHAINS.timespan()) + CHAINS.timespan() + 3 * SequenceSteps.BATCH;

  private KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new SequenceRevisions(List.of(CHAINS))),
        alert -> alert.id,
        Types.STRING);
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(harness.numKeyedStateEntries() + harness.numEventTimeTimers()).isZero();
    harness.close();
  }

  private void send(String id, String phase) throws Exception {
    send(id, phase, START);
  }

  private void send(String id, String phase, long time) throws Exception {
    Alert alert = new Alert();
    alert.id = id;
    alert.rule = "chain";
    alert.phase = phase;
    alert.time = time;
    harness.processElement(alert, START);
  }

  @Test
  void earlyAndFinalPassInOrder() throws Exception {
    send("a", Alert.EARLY);
    send("a", Alert.FINAL);
    assertThat(harness.extractOutputValues())
        .extracting(a -> a.phase)
        .containsExactly("early", "final");
  }

  @Test
  void anEarlyRevisionThatWasOvertakenIsDroppedAndOthersAreNot() throws Exception {
    send("a", Alert.FINAL);
    send("a", Alert.EARLY);
    send("b", Alert.EARLY);
    assertThat(harness.extractOutputValues())
        .extracting(a -> a.id + a.phase)
        .containsExactly("afinal", "bearly");
  }

  /** The watermark has passed the final one's time, but not its period. */
  @Test
  void whatIsFinalStaysFinalToTheEndOfItsPeriod() throws Exception {
    send("a", Alert.FINAL);
    harness.processWatermark(START + 5 * SequenceSteps.BATCH);
    send("a", Alert.EARLY, START + 6 * SequenceSteps.BATCH);
    harness.processWatermark(PERIOD_OVER);
    assertThat(harness.extractOutputValues()).extracting(a -> a.phase).containsExactly("final");
  }

  @Test
  void severalFinalRevisionsPass() throws Exception {
    send("a", Alert.FINAL);
    send("a", Alert.FINAL);
    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void anEarlyAlertThatNoFinalOneFollowsIsWithdrawn() throws Exception {
    send("a", Alert.EARLY);
    send("b", Alert.EARLY);
    send("b", Alert.FINAL);
    harness.processWatermark(PERIOD_OVER - 1);
    assertThat(harness.extractOutputValues()).hasSize(3);

    harness.processWatermark(PERIOD_OVER);
    assertThat(harness.extractOutputValues())
        .extracting(a -> a.id + a.phase)
        .containsExactly("aearly", "bearly", "bfinal", "awithdrawn");
  }

  @Test
  void aSnapshotKeepsWhatIsToBeWithdrawn() throws Exception {
    send("a", Alert.EARLY);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();

    harness.processWatermark(PERIOD_OVER);
    assertThat(harness.extractOutputValues())
        .extracting(a -> a.id + a.phase)
        .containsExactly("awithdrawn");
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.Keys.ROLE;
import static io.trailhound.detect.Keys.holder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.trailhound.model.Actor;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.RuleBook;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddActorTest {
  private static final RuleBook CALL = SuppressHarness.book(SuppressHarness.CALL);
  private static final RuleBook BURST = SuppressHarness.book(SuppressHarness.BURST);

  private KeyHarness<Alert> harness;

  @BeforeEach
  void open() throws Exception {
    open("hashmap", CALL);
  }

  private void open(String backend, RuleBook book) throws Exception {
    harness =
        new KeyHarness<>(
            () -> new AddActor(book),
            alert -> Actor.isSession(alert.activity) ? alert.activity.accessKeyId : "",
            backend);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static Alert call(String key, long time) {
    Signal signal = Given.signal("call", ROLE, time, "e" + time, "GetObject");
    signal.activity.userType = "AssumedRole";
    signal.activity.accessKeyId = key;
    return AlertFactory.match(SuppressHarness.CALL, signal);
  }

  private static Alert burst(String key, long time, String phase) {
    Alert alert = SuppressHarness.burst(START, time, phase);
    alert.activity.userType = "AssumedRole";
    alert.activity.accessKeyId = key;
    return alert;
  }

  private void give(Alert alert) throws Exception {
    harness.give(alert, alert.time);
  }

  private List<Tuple> sent() {
    return harness.flink().extractOutputValues().stream()
        .map(alert -> tuple(alert.phase, alert.actor))
        .toList();
  }

  @Test
  void aUserIsBehindItselfAndNothingWaits() throws Exception {
    Alert alert = SuppressHarness.call(START, "e1");
    alert.activity.userType = "IAMUser";
    give(alert);
    assertThat(sent()).containsExactly(tuple("final", ALICE));
    assertThat(harness.left()).isZero();
  }

  @Test
  void aSessionWithoutAKeyIsNobodys() throws Exception {
    give(call(null, START));
    assertThat(sent()).containsExactly(tuple("final", null));
  }

  @Test
  void aMatchOfASessionIsEarlyWithWhatIsKnownAndFinalBehindTheWatermark() throws Exception {
    give(call("K1", START + MINUTE));
    harness.tell(holder("K1", START, ALICE));
    assertThat(sent()).containsExactly(tuple("early", null));
    harness.watermark(START + MINUTE);
    assertThat(sent()).containsExactly(tuple("early", null), tuple("final", ALICE));
  }

  @Test
  void anEarlyOneKnowsWhatWasToldBefore() throws Exception {
    harness.tell(holder("K1", START, ALICE));
    give(call("K1", START + MINUTE));
    harness.watermark(START + MINUTE);
    assertThat(sent()).containsExactly(tuple("early", ALICE), tuple("final", ALICE));
  }

  @Test
  void aLateMatchIsFinalAtOnce() throws Exception {
    harness.tell(holder("K1", START, ALICE));
    harness.watermark(START + 2 * MINUTE);
    give(call("K1", START + MINUTE));
    assertThat(sent()).containsExactly(tuple("final", ALICE));
  }

  @Test
  void ofAnUnknownKeyNothingIsSaid() throws Exception {
    give(call("K1", START));
    harness.watermark(START);
    assertThat(sent()).containsExactly(tuple("early", null), tuple("final", null));
    assertThat(harness.left()).isZero();
  }

  @Test
  void theSameAgainIsFinalOnce() throws Exception {
    give(call("K1", START));
    give(call("K1", START));
    harness.watermark(START);
    assertThat(sent()).filteredOn(tuple("final", null)::equals).hasSize(1);
  }

  @Test
  void aCountIsAskedForUntilItsWindowIsOver() throws Exception {
    close();
    open("hashmap", BURST);
    harness.tell(holder("K1", START - HOUR, ALICE));
    give(burst("K1", START - 10, Alert.EARLY));
    harness.watermark(START + MINUTE);
    give(burst("K1", START - 10, Alert.FINAL));
    assertThat(sent()).containsExactly(tuple("early", ALICE), tuple("final", ALICE));
    harness.watermark(START + MINUTE + 1);
    assertThat(harness.left()).isZero();
  }

  @Test
  void whatIsWithdrawnDoesNotWait() throws Exception {
    close();
    open("hashmap", BURST);
    give(burst("K1", START + MINUTE, Alert.WITHDRAWN));
    assertThat(sent()).containsExactly(tuple("withdrawn", null));
  }

  private static Alert chain(long time, String lastStep) {
    List<Signal> steps =
        List.of(
            Given.signal("chain", ROLE, time, "e" + time, "A"),
            Given.signal("chain", ROLE, time, "e" + time, lastStep));
    steps.forEach(step -> step.activity.userType = "AssumedRole");
    steps.forEach(step -> step.activity.accessKeyId = "K1");
    return AlertFactory.sequence(Given.sequence(false, "A", "B"), ROLE, steps, Alert.FINAL);
  }

  /** Several final alerts of one id may come before the watermark that they're final by. */
  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void eachChainOfASequenceThatIsRepeatedWaitsByItself(String backend) throws Exception {
    List<Alert> chains =
        List.of(
            chain(START + MINUTE, "B"), chain(START + MINUTE, "C"), chain(START + 2 * MINUTE, "B"));
    assertThat(chains).extracting(alert -> alert.id).containsOnly(chains.get(0).id);
    for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(2, 1, 0))) {
      close();
      open(backend, CALL);
      harness.tell(holder("K1", START, ALICE));
      for (int each : order) {
        give(chains.get(each));
      }
      assertThat(sent()).isEmpty();
      harness.snapshotAndRestore();
      harness.watermark(START + HOUR + 1);
      assertThat(harness.flink().extractOutputValues())
          .extracting(alert -> alert.steps.get(1).rule() + (alert.time - START) / MINUTE)
          .containsExactly("B1", "C1", "B2");
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void keysAreKeptForAsLongAsASuppressedAlertMayCome() {
    RuleBook book = SuppressHarness.book(SuppressHarness.suppressing(Duration.ofHours(12)));
    assertThat(AddActor.latest(book.rules().get(0), book)).isEqualTo(12 * HOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aRestartForgetsNothingAndNothingIsLeft(String backend) throws Exception {
    close();
    open(backend, CALL);
    harness.tell(holder("K1", START, ALICE));
    give(call("K1", START + MINUTE));
    harness.snapshotAndRestore();
    harness.watermark(START + MINUTE);
    assertThat(sent()).containsExactly(tuple("final", ALICE));
    harness.watermark(START + HOUR + 1);
    assertThat(harness.left()).isZero();
  }
}

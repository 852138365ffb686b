package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.Conditions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class MatchOnceTest {
  private static final Rule.Match RULE =
      new Rule.Match(Given.info("vpn_call", "match"), Conditions.and(List.of()), true);

  private Harness<DetectorKey> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new Harness<>(
            () -> new KeyedProcessOperator<>(new MatchOnce(List.of(RULE), Duration.ofMinutes(15))),
            signal -> new DetectorKey(signal.rule, signal.eventId),
            Types.POJO(DetectorKey.class));
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  private static Signal match(String id, long time) {
    return Given.signal("vpn_call", null, time, id, null);
  }

  @Test
  void eachEventFiresOnceAndIsFinalAtOnce() throws Exception {
    harness.signal(match("a", START));
    harness.signal(match("b", START));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("final", "final");
    assertThat(harness.alerts()).extracting(a -> a.id).doesNotHaveDuplicates();
  }

  @Test
  void aRuleThatIsNotLoadedStaysSilent() throws Exception {
    harness.signal(Given.signal("another", null, START, "a", null));
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void eitherOrderGivesTheSameAlerts() throws Exception {
    harness.signal(match("b", START + MINUTE));
    harness.signal(match("a", START));
    assertThat(harness.alerts()).extracting(a -> a.time).containsExactly(START + MINUTE, START);
  }

  @Test
  void aRepeatWithinTheLatenessBoundIsSuppressedAndALaterOneHasTheSameId() throws Exception {
    harness.signal(match("a", START));
    harness.watermark(START + 15 * MINUTE - 1);
    harness.signal(match("a", START));
    assertThat(harness.alerts()).hasSize(1);
    harness.watermark(START + 15 * MINUTE);
    harness.signal(match("a", START));
    assertThat(harness.alerts()).hasSize(2);
    assertThat(harness.alerts()).extracting(a -> a.id).containsOnly(harness.alerts().get(0).id);
  }

  @Test
  void aLateEventFiresOnceToo() throws Exception {
    harness.watermark(START + 60 * MINUTE);
    harness.signal(match("late", START));
    harness.signal(match("late", START));
    assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
  }

  @Test
  void aRepeatAfterSnapshotAndRestoreIsSuppressed() throws Exception {
    harness.signal(match("a", START));
    harness.snapshotAndRestore();
    harness.signal(match("a", START));
    assertThat(harness.alerts()).hasSize(1);
  }
}

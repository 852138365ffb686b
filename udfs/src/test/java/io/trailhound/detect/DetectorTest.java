package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Signal;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class DetectorTest {
  private KeyedOneInputStreamOperatorTestHarness<WindowKey, Signal, Alert> harness;

  @BeforeEach
  void open() throws Exception {
    var rule = Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(1));
    var byName = ByName.of(List.of(rule));
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new Detector<>(new ValueCount(List.of(rule))),
            signal -> ValueCount.window(byName, signal),
            Types.POJO(WindowKey.class));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void call(long time) throws Exception {
    harness.processElement(Given.signal("burst", ALICE, time, "at" + time, "ListUsers"), time);
  }

  @Test
  void isNeverIdleSoThatNoWatermarkPassesItsFinalAlerts() throws Exception {
    harness.processWatermark(new Watermark(START));
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
    assertThat(harness.getOutput()).containsExactly(new Watermark(START));
  }

  @Test
  void whatAWakingPartitionBringsTooLateGoesToTheLateOutputAndOpensNoWindowAgain()
      throws Exception {
    call(START);
    harness.processWatermark(new Watermark(START + 20_000));
    call(START + 20_000);
    call(START + 20_001);
    harness.endInput();
    harness.processWatermark(Watermark.MAX_WATERMARK);

    assertThat(harness.extractOutputValues())
        .filteredOn(alert -> alert.phase.equals(Alert.FINAL))
        .extracting(alert -> alert.eventIds)
        .containsExactly(List.of("at" + START), List.of("at" + (START + 20_001)));
    DeadLetter late = harness.getSideOutput(MatchRules.LATE).poll().getValue();
    assertThat(late.reason()).isEqualTo("late");
    assertThat(late.source()).isEqualTo("event at" + (START + 20_000));
    assertThat(late.detail()).contains("burst did not see it");
    assertThat(harness.getSideOutput(MatchRules.LATE)).isEmpty();
  }
}

package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinArchiveTest {
  private TwoInputStreamOperatorTestHarness<Decoded, Decoded, Decoded> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new TwoInputStreamOperatorTestHarness<>(new JoinArchive());
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void goesByTheSlowerOfTheTwoWhileTheArchiveIsRead() throws Exception {
    kafka(1000);
    archive(500);
    archive(2000);

    assertThat(out()).containsExactly(new Watermark(500), new Watermark(1000));
  }

  @Test
  void goesByKafkaAloneWhenTheArchiveHasEnded() throws Exception {
    archive(500);
    archive(Long.MAX_VALUE);
    kafka(1000);

    assertThat(out()).containsExactly(new Watermark(1000));
  }

  @Test
  void doesNotRunToTheEndOfTimeWhenKafkaPausesBehindAnEndedArchive() throws Exception {
    kafka(1000);
    archive(Long.MAX_VALUE);
    harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
    kafka(2000);

    assertThat(out())
        .containsExactly(
            new Watermark(1000), WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, new Watermark(2000));
  }

  @Test
  void anArchiveGoesOnWhileKafkaHasNothing() throws Exception {
    harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    archive(500);

    assertThat(out()).containsExactly(new Watermark(500));
  }

  @Test
  void endsWhenBothHaveEnded() throws Exception {
    kafka(Long.MAX_VALUE);
    archive(500);
    archive(Long.MAX_VALUE);

    assertThat(out()).containsExactly(new Watermark(500), Watermark.MAX_WATERMARK);
  }

  private void archive(long time) throws Exception {
    harness.processWatermark1(new Watermark(time));
  }

  private void kafka(long time) throws Exception {
    harness.processWatermark2(new Watermark(time));
  }

  private List<Object> out() {
    return List.copyOf(harness.getOutput());
  }
}

package io.trailhound.job.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.listing.InputFile;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.clock.SystemClock;
import org.junit.jupiter.api.Test;

/** On Flink's own outputs: one for each file, combined by the least watermark. */
class WatermarkHoldTest {
  private static final Duration LATENESS = Duration.ofMillis(100);

  private long now = 10_000;
  private final WatermarkHold hold = new WatermarkHold(LATENESS, Long.MIN_VALUE, () -> now);
  private final Watermarks watermarks = new Watermarks();
  private final ReaderOutput<Decoded> output =
      progressive().createMainOutput(watermarks, watermarks);

  @Test
  void noFileMovesItPastTheClock() {
    now = 2000;
    assign("from-the-future", 9000);
    hold.unassigned(new NothingBefore(9500));
    hold.tell(output);

    assertThat(watermarks.all).containsExactly(1899L);
  }

  @Test
  void aFileHoldsTheWatermarkBeforeItsFirstEvent() {
    assign("a", 1000);
    hold.unassigned(new NothingBefore(5000));
    hold.tell(output);

    assertThat(watermarks.all).containsExactly(899L);
  }

  @Test
  void whatOthersHaveReadIsHeededBeforeAFileThatCameAfterIt() {
    hold.unassigned(new NothingBefore(5000));
    assign("a", 1000);
    hold.tell(output);

    assertThat(watermarks.all).containsExactly(4899L);
  }

  /** As Flink does: it makes the output before the reader gets the file. */
  private void assign(String path, long start) {
    output.createOutputForSplit(path);
    hold.assigned(List.of(new FileSplit(new InputFile(path, 1), start, 0)));
  }

  private static TimestampsAndWatermarks<Decoded> progressive() {
    return TimestampsAndWatermarks.createProgressiveEventTimeLogic(
        FilesSource.watermarks(LATENESS),
        new UnregisteredMetricsGroup(),
        new TestProcessingTimeService(),
        0,
        SystemClock.getInstance(),
        SystemClock.getInstance(),
        UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());
  }

  /** Those that leave the source. */
  private static final class Watermarks
      implements PushingAsyncDataInput.DataOutput<Decoded>,
          TimestampsAndWatermarks.WatermarkUpdateListener {
    private final List<Long> all = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      all.add(watermark.getTimestamp());
    }

    @Override
    public void emitRecord(StreamRecord<Decoded> record) {}

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {}

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {}

    @Override
    public void emitWatermark(WatermarkEvent event) {}

    @Override
    public void updateIdle(boolean idle) {}

    @Override
    public void updateCurrentEffectiveWatermark(long watermark) {}

    @Override
    public void updateCurrentSplitWatermark(String splitId, long watermark) {}

    @Override
    public void updateCurrentSplitIdle(String splitId, boolean idle) {}

    @Override
    public void splitFinished(String splitId) {}
  }
}

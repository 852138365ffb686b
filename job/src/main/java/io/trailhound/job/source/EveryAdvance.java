package io.trailhound.job.source;

import io.trailhound.model.Decoded;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Event times in, a watermark that trails the latest by a bound out, with every advance of a second
 * or more. Flink's own generator emits by the machine's clock, so which events of a file are late
 * would depend on how fast it's read; CloudTrail's times have a grain of one second, so here it
 * depends on the file alone.
 */
public final class EveryAdvance implements WatermarkGenerator<Decoded> {
  private static final long GRAIN = 1_000;

  private final long lateness;
  private long latest = Long.MIN_VALUE;
  private long emitted = Long.MIN_VALUE;

  public EveryAdvance(Duration lateness) {
    this.lateness = lateness.toMillis();
  }

  @Override
  public void onEvent(Decoded record, long time, WatermarkOutput output) {
    if (time > latest) {
      latest = time;
      if (latest >= emitted + GRAIN || emitted == Long.MIN_VALUE) {
        emit(output);
      }
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (latest > emitted) {
      emit(output);
    }
  }

  private void emit(WatermarkOutput output) {
    emitted = latest;
    output.emitWatermark(new Watermark(latest - lateness - 1));
  }
}

package io.trailhound.job.source;

import io.trailhound.decode.EpochClock;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event times in, a watermark that trails the latest by a bound out, at every second that they
 * advance. Flink's own generator emits by the machine's clock, so which events of a file are late
 * would depend on how fast it's read; CloudTrail's times have a grain of one second, so here it
 * depends on the file alone.
 *
 * <p>An event that is ahead of the clock moves nothing until the clock has come to it
 * (docs/contract.md section 2.7): somebody's wrong clock must not make the others' events late.
 */
public final class EveryAdvance implements WatermarkGenerator<Decoded> {
  /** Of the sources that wait for each other. */
  public static final String GROUP = "cloudtrail";

  private static final long GRAIN = 1_000;

  private final long lateness;
  private final EpochClock clock;

  /** Seconds ahead of the clock, of which a decoder lets through those of some minutes. */
  private final TreeSet<Long> ahead = new TreeSet<>();

  private long latest = Long.MIN_VALUE;

  /** What the clock has come to. */
  private long passed = Long.MIN_VALUE;

  public EveryAdvance(Duration lateness) {
    this(lateness, EpochClock.system());
  }

  /**
   * Per split of a stream; a dead letter has no time and moves no watermark.
   *
   * @param drift how far a split may be ahead of the others and of other sources of {@link #GROUP};
   *     empty when none waits
   */
  public static WatermarkStrategy<Decoded> ofEvents(Duration lateness, Optional<Duration> drift) {
    WatermarkStrategy<Decoded> watermarks = context -> new EveryAdvance(lateness);
    WatermarkStrategy<Decoded> timed =
        watermarks.withTimestampAssigner(
            (decoded, none) ->
                decoded.event() == null ? Long.MIN_VALUE : decoded.event().eventTime);
    return drift.map(most -> timed.withWatermarkAlignment(GROUP, most)).orElse(timed);
  }

  EveryAdvance(Duration lateness, EpochClock clock) {
    this.lateness = lateness.toMillis();
    this.clock = clock;
  }

  @Override
  public void onEvent(Decoded record, long time, WatermarkOutput output) {
    if (time <= latest) {
      return;
    }
    long second = second(time);
    if (isAhead(time)) {
      ahead.add(second);
    } else {
      advance(second, output);
    }
  }

  /** The clock isn't asked for times that it has passed before. */
  private boolean isAhead(long time) {
    if (time > passed) {
      passed = clock.getAsLong();
    }
    return time > passed;
  }

  /** What counts of a time, milliseconds. */
  public static long second(long time) {
    return Math.floorDiv(time, GRAIN) * GRAIN;
  }

  /** The only thing that hangs on the clock. */
  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (!ahead.isEmpty()) {
      long now = clock.getAsLong();
      while (!ahead.isEmpty() && ahead.first() <= now) {
        advance(ahead.pollFirst(), output);
      }
    }
  }

  private void advance(long second, WatermarkOutput output) {
    if (second > latest) {
      latest = second;
      output.emitWatermark(new Watermark(latest - lateness - 1));
    }
  }
}

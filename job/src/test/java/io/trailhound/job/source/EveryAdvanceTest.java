package io.trailhound.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class EveryAdvanceTest {
  private static final long NOW = 1_000_000;

  private final Emitted emitted = new Emitted();
  private long now = NOW;
  private final EveryAdvance advance = new EveryAdvance(Duration.ofSeconds(10), () -> now);

  @Test
  void trailsTheLatestSecondByTheBound() {
    events(500_000, 502_000, 501_000, 502_000);

    assertThat(emitted.watermarks).containsExactly(489_999L, 491_999L);
  }

  @Test
  void whatIsBelowASecondMovesNothingWhateverTheClockDoes() {
    events(500_100, 500_900);
    advance.onPeriodicEmit(emitted);
    now += 5000;
    advance.onPeriodicEmit(emitted);
    events(501_050);

    assertThat(emitted.watermarks).containsExactly(489_999L, 490_999L);
  }

  @Test
  void anEventAheadOfTheClockMovesNothingUntilTheClockComesToIt() {
    events(NOW - 60_000, NOW + 9 * 60_000, NOW - 30_000);
    advance.onPeriodicEmit(emitted);

    assertThat(emitted.watermarks).containsExactly(NOW - 70_001, NOW - 40_001);

    now += 9 * 60_000;
    advance.onPeriodicEmit(emitted);
    assertThat(emitted.watermarks).last().isEqualTo(NOW + 9 * 60_000 - 10_001);
  }

  /** A clock that is two seconds behind costs two seconds. */
  @Test
  void aStreamThatIsAheadAllTheTimeMovesWithTheClock() {
    for (int i = 0; i < 100; i++) {
      events(now + 2000);
      now += 1000;
      advance.onPeriodicEmit(emitted);
    }

    assertThat(emitted.watermarks).last().isEqualTo(now - 10_001);
  }

  private void events(long... times) {
    for (long time : times) {
      advance.onEvent(null, time, emitted);
    }
  }

  private static final class Emitted implements WatermarkOutput {
    private final List<Long> watermarks = new ArrayList<>();

    @Override
    public void emitWatermark(Watermark watermark) {
      watermarks.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void markActive() {
      throw new UnsupportedOperationException();
    }
  }
}

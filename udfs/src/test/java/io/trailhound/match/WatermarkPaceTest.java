package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatermarkPaceTest {
  private static final long NOW = 1_000_000;

  private final TestProcessingTimeService clock = new TestProcessingTimeService();
  private final List<Long> sent = new ArrayList<>();
  private final WatermarkPace pace =
      new WatermarkPace(clock, mark -> sent.add(mark.getTimestamp()));

  @BeforeEach
  void start() throws Exception {
    clock.setCurrentTime(NOW);
  }

  private void advance(long... marks) throws Exception {
    for (long mark : marks) {
      pace.advance(new Watermark(mark));
    }
  }

  @Test
  void ofManyAtOnceTheFirstGoesAtOnceAndTheLastSoon() throws Exception {
    advance(1, 2, 3);
    assertThat(sent).containsExactly(1L);
    clock.setCurrentTime(NOW + WatermarkPace.MILLIS - 1);
    assertThat(sent).containsExactly(1L);
    clock.setCurrentTime(NOW + WatermarkPace.MILLIS);
    assertThat(sent).containsExactly(1L, 3L);
    clock.setCurrentTime(NOW + 10 * WatermarkPace.MILLIS);
    assertThat(sent).containsExactly(1L, 3L);
  }

  @Test
  void thoseThatComeSlowlyGoAtOnce() throws Exception {
    advance(1);
    clock.setCurrentTime(NOW + WatermarkPace.MILLIS);
    advance(2);
    assertThat(sent).containsExactly(1L, 2L);
  }

  @Test
  void theEndOfAllDoesNotWait() throws Exception {
    advance(1, 2, Long.MAX_VALUE);
    assertThat(sent).containsExactly(1L, Long.MAX_VALUE);
  }

  @Test
  void whatWaitsCanBeSentBefore() throws Exception {
    advance(1, 2);
    pace.send();
    pace.send();
    assertThat(sent).containsExactly(1L, 2L);
  }

  @Test
  void aClockThatIsSetBackHoldsNothing() throws Exception {
    advance(1);
    clock.setCurrentTime(NOW - 3_600_000);
    advance(2);
    assertThat(sent).containsExactly(1L, 2L);
  }
}

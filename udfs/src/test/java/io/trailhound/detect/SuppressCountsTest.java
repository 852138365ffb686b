package io.trailhound.detect;

import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.SuppressHarness.burst;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts that are early before they're final, or withdrawn. */
class SuppressCountsTest {
  private SuppressHarness bursts;

  @BeforeEach
  void open() throws Exception {
    bursts = new SuppressHarness(SuppressHarness.burstsOf(Duration.ofHours(1)), "hashmap");
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    bursts.end();
    assertThat(bursts.left()).isZero();
    Revisions.areInOrder(bursts.alerts(), "all");
    bursts.close();
  }

  @Test
  void countsAreSuppressedByGroupAndEarlyOnesCount() throws Exception {
    for (int minute : List.of(0, 7, 20)) {
      long window = START + minute * MINUTE;
      bursts.alert(burst(window, window + 10 * SECOND, Alert.EARLY));
    }
    assertThat(bursts.alerts()).extracting(a -> a.suppressed.number).containsExactly(0L, 1L, 2L);
    for (int minute : List.of(0, 7, 20)) {
      long window = START + minute * MINUTE;
      bursts.watermark(window + 30 * SECOND);
      bursts.alert(burst(window, window + 10 * SECOND, Alert.FINAL));
    }
    bursts.end();
    assertThat(bursts.alerts(Alert.FINAL)).hasSize(1);
    assertThat(bursts.alerts(Alert.FINAL).get(0).suppressed.number).isEqualTo(2);
    assertThat(bursts.alerts(Alert.FINAL).get(0).count).isEqualTo(10);
  }

  @Test
  void whatIsWithdrawnCountsNoLonger() throws Exception {
    long window = START + 10 * MINUTE;
    bursts.alert(burst(START, START + 10 * SECOND, Alert.EARLY));
    bursts.alert(burst(window, window + 10 * SECOND, Alert.EARLY));
    bursts.alert(burst(START, START + 10 * SECOND, Alert.WITHDRAWN));
    bursts.alert(burst(window, window + 10 * SECOND, Alert.FINAL));
    bursts.end();
    assertThat(bursts.alerts(Alert.FINAL)).hasSize(1);
    assertThat(bursts.alerts(Alert.FINAL).get(0).suppressed.number).isZero();
    assertThat(bursts.alerts(Alert.FINAL).get(0).windowStart).isEqualTo(window);
  }

  @Test
  void anEarlyOneThatNothingEndsIsWithdrawn() throws Exception {
    bursts.alert(burst(START, START + 10 * SECOND, Alert.EARLY));
    bursts.alert(burst(START, START + 10 * SECOND, Alert.WITHDRAWN));
    bursts.watermark(START + HOUR + MINUTE - 2);
    assertThat(bursts.alerts(Alert.WITHDRAWN)).isEmpty();
    bursts.watermark(START + HOUR + MINUTE - 1);
    assertThat(bursts.alerts())
        .extracting(a -> a.phase)
        .containsExactly(Alert.EARLY, Alert.WITHDRAWN);
  }
}

package io.trailhound.job.source.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void aShardIsReadFourTimesASecondWhileThereIsMoreAndOnceAtItsEnd() {
    assertThat(pace.answered(1_000, false)).isEqualTo(Duration.ofMillis(250));
    assertThat(pace.answered(1_000, true)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void noMoreThanTwoMegabytesASecondAreRead() {
    assertThat(pace.answered(10_000_000, false)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void failuresAreFollowedByLongerAndLongerPausesUntilAnAnswerComes() {
    assertThat(pace.failed()).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    assertThat(pace.failed()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    for (int i = 0; i < 20; i++) {
      assertThat(pace.failed()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
    assertThat(pace.failed()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));

    var unused = pace.answered(0, true);
    assertThat(pace.failed()).isLessThan(Duration.ofMillis(251));
  }
}

package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FutureTimesTest {
  private static final long NOW = 1_000_000;
  private static final long MOST = 600;

  private long clock = NOW;
  private long asked;
  private final FutureTimes future =
      new FutureTimes(
          () -> {
            asked++;
            return clock;
          },
          MOST);

  @Test
  void timesAreBelievedUpToTheLimit() {
    assertThat(future.hold(NOW + MOST)).isFalse();
    assertThat(future.hold(NOW + MOST + 1)).isTrue();
    assertThat(future.hold(NOW + MOST)).isFalse();
  }

  @Test
  void whatLiesInTheFutureDoesNotWhenTheClockHasComeNearer() {
    assertThat(future.hold(NOW + MOST + 1)).isTrue();
    clock++;
    assertThat(future.hold(NOW + MOST + 1)).isFalse();
  }

  @Test
  void theClockIsAskedOnceForTimesThatItHasPassed() {
    for (long time = NOW; time > 0; time /= 2) {
      assertThat(future.hold(time)).isFalse();
    }
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aClockThatWasSetBackCountsForTimesAheadOfIt() {
    assertThat(future.hold(NOW + MOST)).isFalse();
    clock -= 2 * MOST;
    assertThat(future.hold(NOW + 1)).isTrue();
  }

  @Test
  void anyTimeIsBelievedWhereTheLimitIsAsFarAsItCanBe() {
    FutureTimes never = new FutureTimes(() -> clock, Long.MAX_VALUE);
    assertThat(never.hold(Long.MAX_VALUE)).isFalse();
    assertThat(never.hold(Long.MIN_VALUE)).isFalse();
  }
}

package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private static final long MB = 1L << 20;

  private static MemoryUsage alive(long megabytes) {
    return new MemoryUsage(0, megabytes * MB, 1_000 * MB, 1_000 * MB);
  }

  @Test
  void isFullWhenMoreThanHalfOfItIsAlive() {
    assertThat(HeapRoom.isFull(alive(501))).isTrue();
    assertThat(HeapRoom.isFull(alive(500))).isFalse();
    assertThat(HeapRoom.isFull(alive(0))).isFalse();
  }

  /** Java tells -1 where there's no limit. */
  @Test
  void isNeverFullWhereNobodySaysHowMuchThereCanBe() {
    assertThat(HeapRoom.isFull(new MemoryUsage(0, 900 * MB, 1_000 * MB, -1))).isFalse();
    assertThat(HeapRoom.isFull(null)).isFalse();
  }
}

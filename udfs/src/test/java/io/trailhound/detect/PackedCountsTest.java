package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedCountsTest {
  private static void comesBack(long... counts) {
    assertThat(PackedCounts.read(PackedCounts.of(counts), counts.length)).isEqualTo(counts);
  }

  @Test
  void countsComeBackAsTheyWere() {
    comesBack(0, 0, 0);
    comesBack(1, 0, 0);
    comesBack(0, 0, 1);
    comesBack(127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE);
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      comesBack(
          random.longs(168, 0, 1L << random.nextInt(1, 40)).map(n -> n % 3 == 0 ? 0 : n).toArray());
    }
  }

  @Test
  void aWeekOfWorkTakesAByteOrTwoAnHour() {
    long[] week = new long[168];
    assertThat(PackedCounts.of(week)).isEmpty();
    week[167] = 100;
    assertThat(PackedCounts.of(week)).hasSize(3);
    Arrays.fill(week, 1_000);
    assertThat(PackedCounts.of(week)).hasSize(2 * 168 + 1);
  }
}

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
  void whatIsAddedOneByOneIsWhatAllWouldBe() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      long[] counts = new long[168];
      byte[] packed = PackedCounts.NONE;
      for (int i = 0; i < 30; i++) {
        int at = random.nextInt(3) == 0 ? random.nextInt(168) : Math.min(167, 5 * i);
        long more = random.nextInt(4) == 0 ? 0 : random.nextInt(20_000);
        counts[at] += more;
        packed = PackedCounts.plus(packed, 168, at, more);

        assertThat(packed).isEqualTo(PackedCounts.of(counts));
        assertThat(PackedCounts.first(packed, 168)).isEqualTo(first(counts));
        int from = random.nextInt(169);
        int to = random.nextInt(169);
        long sum = from < to ? Arrays.stream(counts, from, to).sum() : 0;
        assertThat(PackedCounts.sum(packed, from, to)).isEqualTo(sum);
      }
    }
  }

  private static int first(long[] counts) {
    int first = 0;
    while (first < counts.length && counts[first] == 0) {
      first++;
    }
    return first;
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

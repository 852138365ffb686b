package io.trailhound.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final long EVENTS = 1_000;

  /** A way that takes so many milliseconds, round by round. */
  private static Way way(String key, String against, Integer... millis) {
    Iterator<Integer> rounds = List.of(millis).iterator();
    return Way.of(
        key,
        key,
        against,
        () -> {
          double nanos = rounds.next() * 1e6;
          return new Sample(EVENTS, nanos, 2 * nanos, 0);
        });
  }

  @Test
  void aRatioIsOfOneRoundAndTheFirstRoundsDoNotCount() throws Exception {
    Way floor = way("floor", "floor", 900, 900, 10, 20, 40);
    Way slow = way("slow", "floor", 1, 1, 20, 50, 80);

    Row row = new Turns(List.of(floor, slow), "floor").run(2, 3, what -> {}).get(1);

    assertThat(row.ratio()).isEqualTo(new Median(0.5, 0.4, 0.5));
    assertThat(row.floors()).isEqualTo(new Median(2, 2, 2.5));
    assertThat(row.perSecond().median()).isEqualTo(20_000);
    assertThat(row.processorMicros().median()).isEqualTo(100);
  }

  @Test
  void waysGoByTurns() throws Exception {
    List<String> began = new ArrayList<>();

    new Turns(List.of(way("a", "a", 1, 1, 1), way("b", "a", 1, 1, 1)), "a").run(2, 1, began::add);

    assertThat(began)
        .containsExactly(
            "warm-up: a",
            "warm-up: b",
            "warm-up: a",
            "warm-up: b",
            "round 1 of 1: a",
            "round 1 of 1: b");
  }

  @Test
  void aGoalIsReachedWhenBothSpeedAndProcessorTimeAre() throws Exception {
    Way floor = way("floor", "floor", 1, 1, 10);
    Way fast = way("fast", "floor", 1, 1, 10).atLeast(1).floorsAtMost(1);
    Way slow = way("slow", "floor", 1, 1, 20).atLeast(0.5).floorsAtMost(1.5);

    List<Row> rows = new Turns(List.of(floor, fast, slow), "floor").run(2, 1, what -> {});

    assertThat(rows).extracting(Row::reached).containsExactly(true, true, false);
  }

  @Test
  void theMedianOfTwoIsBetweenThem() {
    assertThat(Median.of(List.of(3.0, 1.0))).isEqualTo(new Median(2, 1, 3));
  }
}

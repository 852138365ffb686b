package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Thousands of numbers that come and go, against a sorted list. */
class NumberTreeTest {
  private static final int MANY = 3_000;

  private final CountedMap<String, int[]> nodes = new CountedMap<>();
  private final CountedMap<String, long[]> leaves = new CountedMap<>();
  private final NumberTree tree = new NumberTree(nodes, leaves);

  /** Numbers of which ever other ones have the same beginning. */
  enum Numbers {
    ANYWHERE,
    SIDE_BY_SIDE,
    FEW,
    AROUND_ZERO,
    SMALL_AND_WHOLE;

    private double next(Random random) {
      return switch (this) {
        case ANYWHERE -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
        case SIDE_BY_SIDE -> Double.longBitsToDouble(0x4330_0000_0000_0000L + random.nextInt(MANY));
        case FEW -> random.nextInt(20) - 10;
        case AROUND_ZERO -> (random.nextInt(5) - 2) * Double.MIN_VALUE * random.nextInt(100);
        case SMALL_AND_WHOLE -> random.nextInt(1_000);
      };
    }

    double[] some(Random random, int count) {
      double[] all = new double[count];
      Arrays.setAll(all, i -> next(random) + 0.0); // no -0.0
      return all;
    }
  }

  @ParameterizedTest
  @EnumSource
  void knowsEachNumberByItsPlace(Numbers numbers) throws Exception {
    Random random = new Random(11);
    List<Double> there = new ArrayList<>();
    for (int round = 0; there.size() < MANY; round++) {
      double[] more = numbers.some(random, round % 3 == 0 ? 1 : random.nextInt(200));
      tree.add(more);
      Arrays.stream(more).forEach(there::add);
      if (round % 2 == 0) {
        takeOut(there, random, random.nextInt(there.size() / 30 + 1));
      }
      compare(there, random, 40);
    }
    compare(there, random, MANY);
    while (!there.isEmpty()) {
      takeOut(there, random, 1 + random.nextInt(Math.min(500, there.size())));
      compare(there, random, 40);
    }
    assertThat(nodes.isEmpty() && leaves.isEmpty()).isTrue();
  }

  private void takeOut(List<Double> there, Random random, int count) throws Exception {
    Collections.shuffle(there, random);
    List<Double> gone = there.subList(0, count);
    tree.remove(gone.stream().mapToDouble(n -> n).toArray());
    gone.clear();
  }

  private void compare(List<Double> there, Random random, int places) throws Exception {
    double[] sorted = there.stream().mapToDouble(n -> n).sorted().toArray();
    for (int i = 0; i < Math.min(places, sorted.length); i++) {
      int place = places < sorted.length ? random.nextInt(sorted.length) : i;
      assertThat(tree.at(place)).isEqualTo(sorted[place]);
    }
  }

  @Test
  void aNumberIsAFewEntriesHoweverManyThereAre() throws Exception {
    Random random = new Random(5);
    for (int thousand = 0; thousand < 100; thousand++) {
      tree.add(random.doubles(1_000, 0, 1_000_000).toArray());
    }
    long before = nodes.used() + leaves.used();
    for (int i = 0; i < 100; i++) {
      tree.add(new double[] {random.nextInt(1_000_000)});
    }
    assertThat((nodes.used() + leaves.used() - before) / 100).isLessThan(18);
  }
}

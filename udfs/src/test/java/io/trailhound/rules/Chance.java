package io.trailhound.rules;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is made by chance goes by these. */
record Chance(Random random) {

  <T> List<T> several(int most, Supplier<T> each) {
    return IntStream.rangeClosed(0, random.nextInt(most)).mapToObj(i -> each.get()).toList();
  }

  <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Two times of three. */
  void maybe(Runnable part) {
    if (random.nextInt(3) > 0) {
      part.run();
    }
  }
}

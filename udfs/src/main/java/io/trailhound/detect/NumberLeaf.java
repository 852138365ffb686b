package io.trailhound.detect;

import java.util.Arrays;

/**
 * The few numbers of a {@link NumberTree} with the same beginning, as state has them: each number
 * and how often it's there, in order.
 */
final class NumberLeaf {
  /** So many different numbers are read and written at a time, 16 bytes each. */
  private static final int MOST = 64;

  private NumberLeaf() {}

  /** Whether it has more numbers than a leaf may have. */
  static boolean isFull(long[] leaf) {
    return leaf.length > 2 * MOST;
  }

  /**
   * The leaf with each of the numbers {@code more} times more often, without those that are no more
   * there.
   *
   * @param numbers in order
   */
  static long[] count(long[] leaf, long[] numbers, int more) {
    long[] merged = new long[leaf.length + 2 * numbers.length];
    int size = 0;
    int old = 0;
    int at = 0;
    while (old < leaf.length || at < numbers.length) {
      boolean known = at == numbers.length || (old < leaf.length && leaf[old] <= numbers[at]);
      long number = known ? leaf[old] : numbers[at];
      long count = known ? leaf[old + 1] : 0;
      old += known ? 2 : 0;
      for (; at < numbers.length && numbers[at] == number; at++) {
        count += more;
      }
      if (count != 0) {
        merged[size++] = number;
        merged[size++] = count;
      }
    }
    return Arrays.copyOf(merged, size);
  }

  /**
   * @param place from 0, less than there are numbers
   */
  static long at(long[] leaf, long place) {
    int at = 0;
    for (long before = place; before >= leaf[at + 1]; at += 2) {
      before -= leaf[at + 1];
    }
    return leaf[at];
  }
}

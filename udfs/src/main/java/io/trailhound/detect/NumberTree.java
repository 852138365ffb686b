package io.trailhound.detect;

import java.util.Arrays;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Numbers that come and go in, the one at a place in their order out. A number is sixteen digits of
 * its bits, so ordered that their order is that of numbers. A beginning of digits that few
 * different numbers have lists them, a {@link NumberLeaf}; of more, a node knows how many go on
 * with which digit. So one comes, goes or is found by a few entries, however many there are: by
 * four where half a million differ by chance, by sixteen at most.
 */
final class NumberTree {
  static final MapStateDescriptor<String, int[]> NODES =
      new MapStateDescriptor<>(
          "number-tree", Types.STRING, PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO);
  static final MapStateDescriptor<String, long[]> LEAVES =
      new MapStateDescriptor<>(
          "number-leaves", Types.STRING, PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final int DIGITS = 16;
  private static final int BITS = 4;
  private static final int RADIX = 1 << BITS;

  private final MapState<String, int[]> nodes;
  private final MapState<String, long[]> leaves;

  NumberTree(RuntimeContext context) {
    this(context.getMapState(NODES), context.getMapState(LEAVES));
  }

  NumberTree(MapState<String, int[]> nodes, MapState<String, long[]> leaves) {
    this.nodes = nodes;
    this.leaves = leaves;
  }

  /** Adds the numbers; together they cost less than one by one. */
  void add(double[] numbers) throws Exception {
    count("", inOrder(numbers), 1);
  }

  /** Removes the numbers, all of which are there. */
  void remove(double[] numbers) throws Exception {
    count("", inOrder(numbers), -1);
  }

  /**
   * Counts numbers that begin so.
   *
   * @param numbers in order
   */
  private void count(String beginning, long[] numbers, int more) throws Exception {
    if (beginning.length() == DIGITS || numbers.length == 0) {
      return; // how many times a number is there is known to the node above
    }
    int[] known = nodes.get(beginning);
    if (known == null) {
      countInLeaf(beginning, numbers, more);
      return;
    }
    int[] node = known.clone();
    for (int at = 0; at < numbers.length; ) {
      int digit = digit(numbers[at], beginning.length());
      int end = at;
      while (end < numbers.length && digit(numbers[end], beginning.length()) == digit) {
        end++;
      }
      node[digit] += more * (end - at);
      count(next(beginning, digit), Arrays.copyOfRange(numbers, at, end), more);
      at = end;
    }
    if (Arrays.stream(node).allMatch(count -> count == 0)) {
      nodes.remove(beginning);
    } else {
      nodes.put(beginning, node);
    }
  }

  private void countInLeaf(String beginning, long[] numbers, int more) throws Exception {
    long[] known = leaves.get(beginning);
    long[] leaf = NumberLeaf.count(known == null ? new long[0] : known, numbers, more);
    if (leaf.length == 0) {
      leaves.remove(beginning);
    } else if (NumberLeaf.isFull(leaf)) {
      leaves.remove(beginning);
      split(beginning, leaf);
    } else {
      leaves.put(beginning, leaf);
    }
  }

  /** Makes a node of a leaf, and leaves of those that go on with the same digit. */
  private void split(String beginning, long[] leaf) throws Exception {
    int[] node = new int[RADIX];
    for (int at = 0; at < leaf.length; ) {
      int digit = digit(leaf[at], beginning.length());
      int end = at;
      while (end < leaf.length && digit(leaf[end], beginning.length()) == digit) {
        node[digit] += (int) leaf[end + 1];
        end += 2;
      }
      long[] part = Arrays.copyOfRange(leaf, at, end);
      if (NumberLeaf.isFull(part)) {
        split(next(beginning, digit), part);
      } else if (beginning.length() + 1 < DIGITS) {
        leaves.put(next(beginning, digit), part);
      }
      at = end;
    }
    nodes.put(beginning, node);
  }

  /**
   * @param place from 0, less than there are numbers
   */
  double at(long place) throws Exception {
    String beginning = "";
    long before = place;
    while (beginning.length() < DIGITS) {
      int[] node = nodes.get(beginning);
      if (node == null) {
        return number(NumberLeaf.at(leaves.get(beginning), before));
      }
      int digit = 0;
      while (before >= node[digit]) {
        before -= node[digit++];
      }
      beginning = next(beginning, digit);
    }
    return number(Long.parseUnsignedLong(beginning, RADIX) ^ Long.MIN_VALUE);
  }

  private static String next(String beginning, int digit) {
    return beginning + Character.forDigit(digit, RADIX);
  }

  private static int digit(long number, int place) {
    int low = BITS * (DIGITS - 1 - place);
    return (int) ((number ^ Long.MIN_VALUE) >>> low) & (RADIX - 1);
  }

  private static long[] inOrder(double[] numbers) {
    return Arrays.stream(numbers).mapToLong(NumberTree::ordered).sorted().toArray();
  }

  /** All bits but the sign of numbers below 0 turn round: then they're in order. */
  private static long ordered(double number) {
    long bits = Double.doubleToLongBits(number == 0 ? 0 : number);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  private static double number(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MAX_VALUE : ordered);
  }

  void clear() {
    nodes.clear();
    leaves.clear();
  }
}

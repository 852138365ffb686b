package io.trailhound.detect;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Numbers that come and go in, the one at a place in their order out. A number is sixteen digits of
 * its bits, so ordered that their order is that of numbers; each beginning of digits knows how many
 * numbers go on with which digit. So one comes, goes or is found by sixteen entries, however many
 * there are.
 */
final class NumberTree {
  static final MapStateDescriptor<String, int[]> NODES =
      new MapStateDescriptor<>(
          "number-tree", Types.STRING, PrimitiveArrayTypeInfo.INT_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final int DIGITS = 16;
  private static final int BITS = 4;

  private final MapState<String, int[]> nodes;

  NumberTree(RuntimeContext context) {
    nodes = context.getMapState(NODES);
  }

  void add(double number) throws Exception {
    count(number, 1);
  }

  void remove(double number) throws Exception {
    count(number, -1);
  }

  private void count(double number, int more) throws Exception {
    String digits = digits(number);
    for (int i = 0; i < DIGITS; i++) {
      String beginning = digits.substring(0, i);
      int[] known = nodes.get(beginning);
      int[] node = known == null ? new int[1 << BITS] : known.clone();
      node[Character.digit(digits.charAt(i), 1 << BITS)] += more;
      if (more < 0 && isEmpty(node)) {
        nodes.remove(beginning);
      } else {
        nodes.put(beginning, node);
      }
    }
  }

  private static boolean isEmpty(int[] node) {
    for (int count : node) {
      if (count != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param place from 0, less than there are numbers
   */
  double at(long place) throws Exception {
    StringBuilder digits = new StringBuilder(DIGITS);
    long before = place;
    while (digits.length() < DIGITS) {
      int[] node = nodes.get(digits.toString());
      int digit = 0;
      while (before >= node[digit]) {
        before -= node[digit++];
      }
      digits.append(Character.forDigit(digit, 1 << BITS));
    }
    return number(digits.toString());
  }

  /** Bits of numbers below 0 turn round, of others the sign alone: then they're in order. */
  private static String digits(double number) {
    long bits = Double.doubleToLongBits(number == 0 ? 0 : number);
    long ordered = bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    String text = Long.toHexString(ordered);
    return "0".repeat(DIGITS - text.length()) + text;
  }

  private static double number(String digits) {
    long ordered = Long.parseUnsignedLong(digits, 1 << BITS);
    return Double.longBitsToDouble(ordered < 0 ? ordered & Long.MAX_VALUE : ~ordered);
  }

  void clear() {
    nodes.clear();
  }
}

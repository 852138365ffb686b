package io.trailhound.detect;

import java.io.ByteArrayOutputStream;

/**
 * Counts in a row to bytes and back: how many are 0 before the first that isn't, then all up to the
 * last that isn't, each in as many bytes as it has groups of seven bits.
 */
final class PackedCounts {
  static final byte[] NONE = {};

  private static final int BITS = 7;
  private static final int LOW = (1 << BITS) - 1;
  private static final int MORE = 1 << BITS;

  private PackedCounts() {}

  static byte[] of(long[] counts) {
    int first = 0;
    while (first < counts.length && counts[first] == 0) {
      first++;
    }
    if (first == counts.length) {
      return NONE;
    }
    int end = counts.length;
    while (counts[end - 1] == 0) {
      end--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * (end - first) + 2);
    write(first, out);
    for (int i = first; i < end; i++) {
      write(counts[i], out);
    }
    return out.toByteArray();
  }

  private static void write(long number, ByteArrayOutputStream out) {
    long rest = number;
    while (rest > LOW) {
      out.write((int) (rest & LOW) | MORE);
      rest >>>= BITS;
    }
    out.write((int) rest);
  }

  /**
   * @param size how many there are, with those at the end that are 0
   */
  static long[] read(byte[] packed, int size) {
    long[] counts = new long[size];
    int next = -1;
    long number = 0;
    int shift = 0;
    for (byte each : packed) {
      number |= (long) (each & LOW) << shift;
      shift += BITS;
      if (each >= 0) {
        if (next < 0) {
          next = (int) number;
        } else {
          counts[next++] = number;
        }
        number = 0;
        shift = 0;
      }
    }
    return counts;
  }
}

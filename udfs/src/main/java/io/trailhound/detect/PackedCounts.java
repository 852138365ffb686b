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

  /**
   * The same as {@link #of} all of them would give, with more at one place. Behind the last, where
   * hours that end are, nothing is read again.
   *
   * @param size how many there are, with those at the end that are 0
   */
  static byte[] plus(byte[] packed, int size, int at, long more) {
    int end = end(packed);
    if (more <= 0 || packed.length == 0 || at < end) {
      long[] all = read(packed, size);
      all[at] += more;
      return of(all);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length + at - end + 3);
    out.write(packed, 0, packed.length);
    for (int i = end; i < at; i++) {
      write(0, out);
    }
    write(more, out);
    return out.toByteArray();
  }

  /**
   * The number of the first that isn't 0.
   *
   * @param size how many there are: what comes back when all are 0
   */
  static int first(byte[] packed, int size) {
    if (packed.length == 0) {
      return size;
    }
    int first = 0;
    int shift = 0;
    for (byte each : packed) {
      first |= (each & LOW) << shift;
      shift += BITS;
      if (each >= 0) {
        break;
      }
    }
    return first;
  }

  /** The number behind the last that isn't 0. */
  private static int end(byte[] packed) {
    int first = 0;
    int shift = 0;
    int numbers = 0;
    for (byte each : packed) {
      if (numbers == 0) {
        first |= (each & LOW) << shift;
        shift += BITS;
      }
      numbers += each >= 0 ? 1 : 0;
    }
    return first + numbers - 1;
  }

  private static void write(long number, ByteArrayOutputStream out) {
    long rest = number;
    while (rest > LOW) {
      out.write((int) (rest & LOW) | MORE);
      rest >>>= BITS;
    }
    out.write((int) rest);
  }

  /** The sum of those from number {@code from} on, before {@code to}. */
  static long sum(byte[] packed, int from, int to) {
    long[] sum = {0};
    forEach(packed, (at, count) -> sum[0] += at >= from && at < to ? count : 0);
    return sum[0];
  }

  /**
   * @param size how many there are, with those at the end that are 0
   */
  static long[] read(byte[] packed, int size) {
    long[] counts = new long[size];
    forEach(packed, (at, count) -> counts[at] = count);
    return counts;
  }

  /** What takes a count and where it is. */
  private interface Taker {
    void take(int at, long count);
  }

  private static void forEach(byte[] packed, Taker taker) {
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
          taker.take(next++, number);
        }
        number = 0;
        shift = 0;
      }
    }
  }
}

package io.trailhound.benchmarks.workload;

import java.util.Arrays;

/** The bytes of one record, written piece by piece and used again for the next one. */
final class RecordBuffer {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes = new byte[1 << 14];
  private int length;

  void clear() {
    length = 0;
  }

  /** Of these the first {@link #length} are the record. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  RecordBuffer put(byte[] piece) {
    reserve(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
    return this;
  }

  /**
   * @param ascii characters of a byte each
   */
  RecordBuffer put(String ascii) {
    int count = ascii.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  RecordBuffer put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** The last {@code count} decimal digits of a number that isn't negative. */
  RecordBuffer digits(long number, int count) {
    reserve(count);
    long rest = number;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = HEX[(int) (rest % 10)];
      rest /= 10;
    }
    length += count;
    return this;
  }

  /** The last {@code count} hexadecimal digits of {@code number}. */
  RecordBuffer hex(long number, int count) {
    reserve(count);
    long rest = number;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = HEX[(int) (rest & 15)];
      rest >>>= 4;
    }
    length += count;
    return this;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}

package io.trailhound.decode.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight bytes of an array as one number, the first byte lowest. */
final class Words {
  static final int SIZE = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * By length the bytes of a word that count: by a jump it takes longer, as it's hard to foresee.
   */
  private static final long[] MASKS = new long[SIZE + 1];

  static {
    for (int length = 1; length <= SIZE; length++) {
      MASKS[length] = -1L >>> (Long.SIZE - Byte.SIZE * length);
    }
  }

  private Words() {}

  /** As {@link #first} gives the letters of {@code ascii}, at most eight. */
  static long of(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    return first(bytes, 0, bytes.length);
  }

  static long at(byte[] bytes, int i) {
    return (long) LONGS.get(bytes, i);
  }

  /** The first of {@code length} bytes, with zeros where they are fewer than eight. */
  static long first(byte[] bytes, int from, int length) {
    if (from + SIZE <= bytes.length) {
      return at(bytes, from) & MASKS[Math.min(length, SIZE)];
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = (word << SIZE) | (bytes[from + i] & 0xff);
    }
    return word;
  }

  /** The last of them; the same as {@link #first} where they are fewer than eight. */
  static long last(byte[] bytes, int from, int length) {
    return first(bytes, from + Math.max(length - SIZE, 0), Math.min(length, SIZE));
  }
}

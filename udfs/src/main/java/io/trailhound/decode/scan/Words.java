package io.trailhound.decode.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number, the first byte lowest. */
final class Words {
  static final int SIZE = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  static long at(byte[] bytes, int i) {
    return (long) LONGS.get(bytes, i);
  }

  /** The first of {@code length} bytes, with zeros where they are fewer than eight. */
  static long first(byte[] bytes, int from, int length) {
    if (length >= SIZE) {
      return at(bytes, from);
    }
    if (from + SIZE <= bytes.length) {
      return at(bytes, from) & ((1L << (SIZE * length)) - 1);
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = (word << SIZE) | (bytes[from + i] & 0xff);
    }
    return word;
  }

  /** The last of them; the same as {@link #first} where they are fewer than eight. */
  static long last(byte[] bytes, int from, int length) {
    return length >= SIZE ? at(bytes, from + length - SIZE) : first(bytes, from, length);
  }
}

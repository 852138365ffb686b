package io.trailhound.decode.scan;

/**
 * A block of JSON in, which of its bytes end a text or are otherwise no characters by themselves
 * out: quotes, backslashes, control characters, and what is beyond ASCII. Wherever in it texts end,
 * it's looked at once, without a jump that hangs on how long they are.
 */
final class Special {
  /** Bytes of a block: a bit for each. */
  static final int BLOCK = Long.SIZE;

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** With these bits turned, a quote is where a blank was: all up to it is special. */
  private static final long QUOTE_TO_BLANK = ('"' ^ ' ') * EACH;

  /** Added to what is left, it leaves the highest bit unset of what is special. */
  private static final long BEHIND_BLANK = (0x80 - ' ' - 1) * EACH;

  private static final long BACKSLASHES = '\\' * EACH;

  /** Times marks in the highest bits of eight bytes: the eight bits in the highest byte. */
  private static final long GATHER = 0x0002_0408_1020_4081L;

  private Special() {}

  /** A bit for each special one of the {@link #BLOCK} bytes at {@code i}, the first one lowest. */
  static long in(byte[] bytes, int i) {
    long w0 = Words.at(bytes, i);
    long w1 = Words.at(bytes, i + Words.SIZE);
    long w2 = Words.at(bytes, i + 2 * Words.SIZE);
    long w3 = Words.at(bytes, i + 3 * Words.SIZE);
    long w4 = Words.at(bytes, i + 4 * Words.SIZE);
    long w5 = Words.at(bytes, i + 5 * Words.SIZE);
    long w6 = Words.at(bytes, i + 6 * Words.SIZE);
    long w7 = Words.at(bytes, i + 7 * Words.SIZE);
    if (((w0 | w1 | w2 | w3 | w4 | w5 | w6 | w7) & HIGH_BITS) != 0) {
      return oneByOne(bytes, i);
    }
    return inWord(w0)
        | inWord(w1) << 8
        | inWord(w2) << 16
        | inWord(w3) << 24
        | inWord(w4) << 32
        | inWord(w5) << 40
        | inWord(w6) << 48
        | inWord(w7) << 56;
  }

  /** A bit for each byte; all are ASCII, so that no sum or difference reaches the next one. */
  private static long inWord(long word) {
    long others = (word ^ QUOTE_TO_BLANK) + BEHIND_BLANK;
    long backslashes = HIGH_BITS - (word ^ BACKSLASHES);
    return (((~others | backslashes) & HIGH_BITS) * GATHER) >>> (Long.SIZE - Words.SIZE);
  }

  private static long oneByOne(byte[] bytes, int from) {
    long special = 0;
    for (int i = 0; i < BLOCK; i++) {
      special |= isPlain(bytes[from + i]) ? 0 : 1L << i;
    }
    return special;
  }

  static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }
}

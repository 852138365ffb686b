package io.trailhound.decode.scan;

/**
 * Eight bytes of a JSON text in, which of them are special out: quotes, backslashes, control
 * characters, and what is beyond ASCII. One look at eight bytes instead of eight.
 */
final class Special {
  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long QUOTES = '"' * EACH;
  private static final long BACKSLASHES = '\\' * EACH;
  private static final long BLANKS = ' ' * EACH;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Special() {}

  /**
   * A mark for each special byte, 0 when there is none. Only the first is certain: to take one from
   * a byte that is smaller also takes from the byte above it.
   */
  static long in(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (((quotes - EACH) & ~quotes)
            | ((backslashes - EACH) & ~backslashes)
            | ((word - BLANKS) & ~word)
            | word)
        & HIGH_BITS;
  }

  /** Which of sixteen bytes is the first with a mark, of which there is one. */
  static int first(long marks, long nextMarks) {
    int first = Long.numberOfTrailingZeros(marks) >>> 3;
    int next = Long.numberOfTrailingZeros(nextMarks) >>> 3;
    // Eight says that it's among the next: the sum of both then, without a jump.
    return first + (next & -(first >>> 3));
  }

  static boolean isPlain(byte b) {
    return b >= ' ' && b != '"' && b != '\\';
  }
}

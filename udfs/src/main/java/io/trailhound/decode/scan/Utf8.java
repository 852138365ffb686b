package io.trailhound.decode.scan;

/**
 * Bytes beyond ASCII in, where their character ends out. As strict as Unicode is: no character in
 * more bytes than it needs, no halves of one, none beyond the last.
 */
final class Utf8 {
  private Utf8() {}

  /** Behind the character that begins at {@code i}; {@link JsonBytes#ODD} where none does. */
  static int behind(byte[] bytes, int i, int end) {
    int first = bytes[i] & 0xff;
    int length = length(first);
    if (length == 0 || i + length > end || !second(first, bytes[i + 1] & 0xff)) {
      return JsonBytes.ODD;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return JsonBytes.ODD;
      }
    }
    return i + length;
  }

  /** By its first byte; 0 for none. */
  private static int length(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    if (first < 0xe0) {
      return 2;
    }
    return first < 0xf0 ? 3 : 4;
  }

  private static boolean second(int first, int second) {
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    return second >= least && second <= most;
  }
}

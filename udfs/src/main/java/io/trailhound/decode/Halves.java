package io.trailhound.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as escapes in JSON spell it in, one of whole characters out: each half of a character
 * without its other half (<code>&#92;ud800</code>) is U+FFFD then. UTF-8 has no bytes for such
 * halves, so an id, a file or a database would make them all the same, while here they'd be
 * different values.
 */
final class Halves {
  static final String REPLACEMENT = "\uFFFD";

  private static final byte[] ESCAPE = "\\ufffd".getBytes(StandardCharsets.US_ASCII);

  private Halves() {}

  /** {@code text} itself, as nearly always, where it has none. */
  static String replaced(String text) {
    int half = next(text, 0);
    if (half < 0) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text);
    for (int i = half; i >= 0; i = next(text, i + 1)) {
      whole.replace(i, i + 1, REPLACEMENT);
    }
    return whole.toString();
  }

  /** Where the next one is; -1 where none is. */
  private static int next(String text, int from) {
    int i = from;
    while (i < text.length()) {
      if (!Character.isSurrogate(text.charAt(i))) {
        i++;
      } else if (isPair(text, i)) {
        i += 2;
      } else {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPair(String text, int at) {
    return at + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
  }

  /**
   * The same of an object's bytes, keys included, before any escape in them is read: the bytes stay
   * as many.
   *
   * @return a copy; null where nothing is to be replaced
   */
  static byte[] replaced(byte[] json, int from, int to) {
    byte[] whole = null;
    int i = from;
    while (i < to) {
      if (json[i] != '\\') {
        i++;
        continue;
      }
      int unit = CompactJson.unit(json, i, to);
      int low = CompactJson.unit(json, i + ESCAPE.length, to);
      if (unit >= 0 && low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) {
        i += 2 * ESCAPE.length;
      } else if (unit >= 0 && Character.isSurrogate((char) unit)) {
        whole = whole == null ? Arrays.copyOfRange(json, from, to) : whole;
        System.arraycopy(ESCAPE, 0, whole, i - from, ESCAPE.length);
        i += ESCAPE.length;
      } else {
        i += 2;
      }
    }
    return whole;
  }
}

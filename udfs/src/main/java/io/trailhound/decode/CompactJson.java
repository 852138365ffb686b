package io.trailhound.decode;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A JSON document's bytes to its canonical text: without the blanks between its tokens, and with no
 * character escaped that needn't be.
 */
final class CompactJson {
  private static final int ESCAPE_LENGTH = 6;
  private static final String NAMED = "\b\t\n\f\r\"\\";
  private static final String NAMES = "btnfr\"\\";

  private final byte[] json;
  private final int to;
  private final byte[] compact;
  private int next;
  private int length;

  private CompactJson(byte[] json, int from, int to) {
    this.json = json;
    this.to = to;
    next = from;
    compact = new byte[to - from];
  }

  static String of(byte[] json, int from, int to) {
    return new CompactJson(json, from, to).text();
  }

  private String text() {
    boolean text = false;
    while (next < to) {
      byte b = json[next];
      if (b == '\\' && next + 1 < to) {
        escape();
        continue;
      }
      if (text || !isBlank(b)) {
        compact[length++] = b;
      }
      text ^= b == '"';
      next++;
    }
    return new String(compact, 0, length, StandardCharsets.UTF_8);
  }

  private void escape() {
    int unit = unit(json, next, to);
    if (unit < 0) {
      boolean slash = json[next + 1] == '/';
      put(slash ? "/" : "\\" + (char) json[next + 1]);
      next += 2;
      return;
    }
    int low = unit(json, next + ESCAPE_LENGTH, to);
    boolean pair = low >= 0 && Character.isSurrogatePair((char) unit, (char) low);
    if (pair) {
      put(Character.toString(Character.toCodePoint((char) unit, (char) low)));
    } else if (Character.isSurrogate((char) unit)) {
      put(Halves.REPLACEMENT);
    } else if (unit < ' ' || NAMED.indexOf(unit) >= 0) {
      int named = NAMED.indexOf(unit);
      put(named >= 0 ? "\\" + NAMES.charAt(named) : String.format(Locale.ROOT, "\\u%04x", unit));
    } else {
      put(Character.toString(unit));
    }
    next += pair ? 2 * ESCAPE_LENGTH : ESCAPE_LENGTH;
  }

  /**
   * The number that is escaped at {@code at} in four hex digits; -1 when none is before the end.
   */
  static int unit(byte[] json, int at, int to) {
    if (at + ESCAPE_LENGTH > to || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** Never longer than what it stands for. */
  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, compact, length, bytes.length);
    length += bytes.length;
  }

  /** What JSON allows between tokens. */
  static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}

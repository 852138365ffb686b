package io.trailhound.decode;

import java.nio.charset.StandardCharsets;

/** A JSON document's bytes to its text without the blanks between its tokens. */
final class CompactJson {
  private CompactJson() {}

  static String of(byte[] json, int from, int to) {
    byte[] compact = new byte[to - from];
    int length = 0;
    boolean text = false;
    boolean escaped = false;
    for (int i = from; i < to; i++) {
      byte b = json[i];
      if (text || !isBlank(b)) {
        compact[length++] = b;
      }
      if (escaped) {
        escaped = false;
      } else if (b == '"') {
        text = !text;
      } else {
        escaped = text && b == '\\';
      }
    }
    return new String(compact, 0, length, StandardCharsets.UTF_8);
  }

  /** What JSON allows between tokens. */
  static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}

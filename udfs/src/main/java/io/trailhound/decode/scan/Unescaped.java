package io.trailhound.decode.scan;

import java.nio.charset.StandardCharsets;

/** The bytes of a JSON text that {@link JsonBytes} passed over in, the text that they are out. */
public final class Unescaped {
  private static final String NAMES = "bfnrt";
  private static final String NAMED = "\b\f\n\r\t";
  private static final int UNIT = 6;

  private Unescaped() {}

  /**
   * The text between the quotes.
   *
   * @return null where it has halves of characters: whether they make whole ones is the other
   *     parser's to say
   */
  public static String of(byte[] bytes, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    int i = from;
    while (i < to) {
      if (bytes[i] != '\\') {
        text[length++] = bytes[i++];
      } else if (bytes[i + 1] != 'u') {
        text[length++] = named(bytes[i + 1]);
        i += 2;
      } else {
        int unit = Integer.parseInt(SharedTexts.ascii(bytes, i + 2, i + UNIT), 16);
        if (Character.isSurrogate((char) unit)) {
          return null;
        }
        byte[] character = Character.toString(unit).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(character, 0, text, length, character.length);
        length += character.length;
        i += UNIT;
      }
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** The other escapes stand for themselves. */
  private static byte named(byte name) {
    int at = NAMES.indexOf(name);
    return at < 0 ? name : (byte) NAMED.charAt(at);
  }
}

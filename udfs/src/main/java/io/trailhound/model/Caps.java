package io.trailhound.model;

/**
 * How much of what an event says is kept in state and shown in an alert (docs/contract.md section
 * 6). Whoever writes a user agent decides its length, and a broker or a search engine takes no
 * message of any length.
 */
public final class Caps {
  /** Characters of a value. */
  public static final int VALUE = 1_024;

  /** Bytes of a message, in UTF-8. */
  public static final int MESSAGE = 4 << 10;

  /** Bytes of an alert document, in UTF-8. */
  public static final int DOCUMENT = 256 << 10;

  private static final char CUT = '…';
  private static final int CUT_BYTES = 3;

  private Caps() {}

  /** As much of {@code value} as an alert shows; null stays null. */
  public static String shown(String value) {
    return shown(value, VALUE);
  }

  /** The same with room for {@code most} characters. */
  public static String shown(String value, int most) {
    if (value == null || value.length() <= most) {
      return value;
    }
    String cut = cut(value, most);
    int end = cut.length() - 1;
    // Between two halves of a character a key has one letter less, and its own sign lies there.
    return end > 0 && cut.charAt(end - 1) == CUT ? cut.substring(0, end) : cut;
  }

  private static String cut(String value, int most) {
    return value.substring(0, between(value, most - 1)) + CUT;
  }

  /** Whether it's what {@link #shown} has left of something. */
  public static boolean isCut(String shown) {
    return shown.length() >= VALUE - 1 && shown.charAt(shown.length() - 1) == CUT;
  }

  /**
   * The same for what is compared: of a longer value the hash of the whole stands behind what is
   * shown, so two of them are the same only when all of them is.
   */
  public static String key(String value) {
    if (value == null || value.length() <= VALUE) {
      return value;
    }
    return cut(value, VALUE) + Hash128.hex(value);
  }

  /** As much of a sentence as a message may have. */
  public static String message(String text) {
    if (utf8Length(text) <= MESSAGE) {
      return text;
    }
    int bytes = 0;
    int end = 0;
    while (bytes + utf8Length(text.charAt(end)) <= MESSAGE - CUT_BYTES) {
      bytes += utf8Length(text.charAt(end++));
    }
    return text.substring(0, between(text, end)) + CUT;
  }

  /** Not within the two halves of a character. */
  private static int between(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  /** Bytes of {@code text} in UTF-8. */
  public static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += utf8Length(text.charAt(i));
    }
    return bytes;
  }

  /** A character of two halves has four bytes, two for each. */
  private static int utf8Length(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}

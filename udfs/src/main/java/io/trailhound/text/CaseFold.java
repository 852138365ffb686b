package io.trailhound.text;

import java.util.Locale;

/**
 * A text in, one out that is the same for all that differ from it in case only: Unicode's full case
 * folding, by which {@code ß} is {@code ss} and the two small sigmas are one.
 */
public final class CaseFold {
  /** Its capital is that of another letter, but it has no case of its own to fold. */
  private static final char DOTLESS_I = '\u0131';

  /**
   * What a character is folded to, from when it's first met. Java's own upper case of a long text
   * copies all of it for each letter that becomes two.
   */
  private static final String[] FOLDED = new String[1 << 16];

  private CaseFold() {}

  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return full(text);
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static String full(String text) {
    StringBuilder folded = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        int letter = text.codePointAt(i);
        folded.append(fold(Character.toString(letter)));
        i += Character.charCount(letter) - 1;
      } else {
        folded.append(fold(c));
      }
    }
    return folded.toString();
  }

  private static String fold(char c) {
    String folded = FOLDED[c];
    if (folded == null) {
      folded = c == DOTLESS_I ? "ı" : fold(Character.toString(c));
      FOLDED[c] = folded;
    }
    return folded;
  }

  /** Upper case alone leaves a capital {@code ß}, lower case alone a final sigma. */
  private static String fold(String letter) {
    String upper = letter.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(upper.length());
    upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }
}

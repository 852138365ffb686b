package io.trailhound.text;

import java.util.Locale;

/**
 * A text in, one out that is the same for all that differ from it in case only: Unicode's full case
 * folding, by which {@code ß} is {@code ss} and the two small sigmas are one.
 */
public final class CaseFold {
  /** Its capital is that of another letter, but it has no case of its own to fold. */
  private static final char DOTLESS_I = '\u0131';

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
    int dotless = text.indexOf(DOTLESS_I);
    if (dotless < 0) {
      return unified(text);
    }
    StringBuilder folded = new StringBuilder(text.length() + 8);
    int from = 0;
    for (; dotless >= 0; dotless = text.indexOf(DOTLESS_I, from)) {
      folded.append(unified(text.substring(from, dotless))).append(DOTLESS_I);
      from = dotless + 1;
    }
    return folded.append(unified(text.substring(from))).toString();
  }

  /** Upper case alone leaves a capital {@code ß}, lower case alone a final sigma. */
  private static String unified(String text) {
    String upper = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(upper.length());
    upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }
}

package io.trailhound.text;

import java.util.Locale;

/**
 * A text in, one out that is the same for all that differ from it in case only: Unicode's full case
 * folding, by which {@code ß} is {@code ss} and the two small sigmas are one.
 */
public final class CaseFold {
  /** Its capital is that of another letter, but it has no case of its own to fold. */
  private static final char DOTLESS_I = '\u0131';

  /** Characters. */
  private static final int PIECE = 128;

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
    int from = 0;
    for (int dotless = text.indexOf(DOTLESS_I); dotless >= 0; ) {
      unify(text, from, dotless, folded);
      folded.append(DOTLESS_I);
      from = dotless + 1;
      dotless = text.indexOf(DOTLESS_I, from);
    }
    unify(text, from, text.length(), folded);
    return folded.toString();
  }

  /** Piece by piece: for each letter that becomes several, Java copies all of a text. */
  private static void unify(String text, int begin, int end, StringBuilder folded) {
    int to;
    for (int from = begin; from < end; from = to) {
      to = Math.min(end, from + PIECE);
      if (to < end && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      unify(text.substring(from, to), folded);
    }
  }

  /** Upper case alone leaves a capital {@code ß}, lower case alone a final sigma. */
  private static void unify(String piece, StringBuilder folded) {
    String upper = piece.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
  }
}

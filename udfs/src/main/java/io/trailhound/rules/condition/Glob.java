package io.trailhound.rules.condition;

import io.trailhound.text.CaseFold;
import java.io.Serializable;

/**
 * A text with wildcards: {@code *} stands for any characters, {@code ?} for one. Linear in practice
 * and never exponential: it goes back to the last {@code *} only.
 *
 * @param tokens characters, {@link #ANY}, {@link #ONE} and {@link #DASH}
 * @param literal all between a leading and a trailing {@code *} when it has no wildcards, else
 *     null: the usual case, for which strings have faster ways
 */
public record Glob(char[] tokens, String literal) implements Serializable {
  /** Private-use characters stand for the wildcards, so that literal ones need no marking. */
  public static final char ANY = '\uE000';

  public static final char ONE = '\uE001';

  /** For {@code windash}: any of {@link #DASHES}. */
  public static final char DASH = '\uE002';

  /** What Windows takes for the beginning of an option. */
  private static final String DASHES = "-/\u2013\u2014\u2015";

  /**
   * Reads Sigma's escapes: a backslash before {@code *}, {@code ?} or a backslash makes it literal,
   * any other backslash is itself.
   */
  public static String parse(String text) {
    StringBuilder tokens = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && "*?\\".indexOf(text.charAt(i + 1)) >= 0) {
        tokens.append(text.charAt(++i));
      } else if (c == '*') {
        tokens.append(ANY);
      } else {
        tokens.append(c == '?' ? ONE : c);
      }
    }
    return tokens.toString();
  }

  public static boolean wild(String tokens) {
    return tokens.indexOf(ANY) >= 0 || tokens.indexOf(ONE) >= 0 || tokens.indexOf(DASH) >= 0;
  }

  public static Glob of(String tokens, boolean cased) {
    String folded = cased ? tokens : CaseFold.of(tokens);
    int from = folded.indexOf(ANY) == 0 ? 1 : 0;
    int to = folded.length() - (folded.length() > from && folded.endsWith("" + ANY) ? 1 : 0);
    String middle = folded.substring(from, to);
    return new Glob(folded.toCharArray(), wild(middle) ? null : middle);
  }

  public boolean matches(String text) {
    return literal == null ? walk(text) : matchesLiteral(text);
  }

  private boolean matchesLiteral(String text) {
    if (openStart()) {
      return openEnd() ? text.contains(literal) : text.endsWith(literal);
    }
    return openEnd() ? text.startsWith(literal) : text.equals(literal);
  }

  private boolean openStart() {
    return tokens.length > 0 && tokens[0] == ANY;
  }

  private boolean openEnd() {
    return tokens.length > literal.length() + (openStart() ? 1 : 0);
  }

  /**
   * Where {@link #literal} must stand: {@code contains}, {@code startswith}, {@code endswith} or,
   * without wildcards, {@code equals}.
   */
  public String where() {
    if (openStart()) {
      return openEnd() ? "contains" : "endswith";
    }
    return openEnd() ? "startswith" : "equals";
  }

  private boolean walk(String text) {
    int t = 0;
    int p = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      if (p < tokens.length && tokens[p] == ANY) {
        star = p++;
        retry = t;
      } else if (p < tokens.length && takes(tokens[p], text.charAt(t))) {
        t += tokens[p++] == ONE ? Character.charCount(text.codePointAt(t)) : 1;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < tokens.length && tokens[p] == ANY) {
      p++;
    }
    return p == tokens.length;
  }

  private static boolean takes(char token, char c) {
    return token == c || token == ONE || (token == DASH && DASHES.indexOf(c) >= 0);
  }

  /** The patterns around which {@code modifier} puts wildcards. */
  public static String widen(String tokens, String modifier) {
    return switch (modifier) {
      case "contains" -> ANY + tokens + ANY;
      case "startswith" -> tokens + ANY;
      case "endswith" -> ANY + tokens;
      default -> tokens;
    };
  }
}

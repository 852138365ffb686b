package io.trailhound.job.source.listing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/**
 * A glob for one name in, a pattern for such names out. Java's own goes through the characters that
 * names of local files can have, which are ASCII only where no locale is set; keys in S3 have more.
 * And RE2 takes time by the length of a name alone, whatever somebody has called a file.
 */
final class GlobPattern {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int at;
  private boolean inBraces;

  private GlobPattern(String glob) {
    this.glob = glob;
  }

  /**
   * @throws IllegalArgumentException when a bracket or brace is not closed, or a range goes
   *     backwards
   */
  static Predicate<String> of(String glob) {
    GlobPattern pattern = new GlobPattern(glob);
    while (pattern.at < glob.length()) {
      pattern.take(glob.charAt(pattern.at++));
    }
    if (pattern.inBraces) {
      throw pattern.notClosed('}');
    }
    Pattern regex = pattern.compile();
    return name -> regex.matcher(name).matches();
  }

  /** All else that RE2 could find wrong is escaped. Its exception is no illegal argument. */
  private Pattern compile() {
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException backwards) {
      throw new IllegalArgumentException(
          "'%s' has a range that ends before it begins, %s"
              .formatted(glob, backwards.getPattern().replace("\\", "")),
          backwards);
    }
  }

  private void take(char c) {
    switch (c) {
      case '*' -> regex.append(".*");
      case '?' -> regex.append('.');
      case '[' -> takeBracket();
      case '{' -> {
        if (inBraces) {
          throw new IllegalArgumentException("'%s' has braces in braces".formatted(glob));
        }
        inBraces = true;
        regex.append("(?:");
      }
      case '}' -> {
        regex.append(inBraces ? ")" : "\\}");
        inBraces = false;
      }
      case ',' -> regex.append(inBraces ? "|" : ",");
      case '\\' -> literal(at < glob.length() ? glob.charAt(at++) : c);
      default -> literal(c);
    }
  }

  /** {@code [a-c]}, {@code [!a-c]}; a bracket that comes first in it is itself. */
  private void takeBracket() {
    boolean not = at < glob.length() && (glob.charAt(at) == '!' || glob.charAt(at) == '^');
    regex.append(not ? "[^" : "[");
    at += not ? 1 : 0;
    int end = glob.indexOf(']', at + 1);
    if (end < 0) {
      throw notClosed(']');
    }
    for (; at < end; at++) {
      boolean range = glob.charAt(at) == '-' && regex.charAt(regex.length() - 1) != '[';
      if (range && at + 1 < end && regex.charAt(regex.length() - 1) != '^') {
        regex.append('-');
      } else {
        literal(glob.charAt(at));
      }
    }
    regex.append(']');
    at++;
  }

  private void literal(char c) {
    boolean plain = Character.isLetterOrDigit(c) || c > 127;
    regex.append(plain ? "" : "\\").append(c);
  }

  private IllegalArgumentException notClosed(char with) {
    return new IllegalArgumentException("'%s' has no closing %s".formatted(glob, with));
  }
}

package io.trailhound.rules.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * A regular expression whose search takes time in proportion to the text, whatever the text is:
 * those who write events can't stop the job with it. That's RE2, which takes all that the Sigma
 * specification allows.
 *
 * @param literal what every text it's found in contains, so that the others needn't be searched;
 *     may be empty
 * @param folded whether that is so of the text in lower case only
 */
public record Regex(Pattern pattern, String literal, boolean folded) implements Serializable {
  /** Inside, {@code ]} stands for itself as the first character. */
  private static final java.util.regex.Pattern CLASS_OR_ESCAPE =
      java.util.regex.Pattern.compile(
          "\\\\.|\\[\\^?\\]?(?:\\[:\\^?[a-z]+:\\]|\\\\.|[^\\]\\\\])*+\\]",
          java.util.regex.Pattern.DOTALL);

  /** {@code (?m)}: the end is that of each line then. */
  private static final java.util.regex.Pattern LINES =
      java.util.regex.Pattern.compile("\\(\\?[A-Za-z]*m");

  private static final String MISSING = "RE2, which finds in linear time, has no ";

  /**
   * Compiles {@code text}.
   *
   * @param flags some of i, m and s
   * @throws IllegalArgumentException with what is wrong with it and what to write instead
   */
  public static Regex compile(String text, Set<String> flags) {
    boolean folded = flags.contains("i");
    int bits = folded ? Pattern.CASE_INSENSITIVE : 0;
    bits |= flags.contains("m") ? Pattern.MULTILINE : 0;
    bits |= flags.contains("s") ? Pattern.DOTALL : 0;
    if (text.contains("&&[")) {
      throw new IllegalArgumentException(MISSING + "&&[; write out the characters");
    }
    try {
      String ends = flags.contains("m") ? text : endsBeforeLineBreak(text);
      Pattern pattern = Pattern.compile(ends, bits);
      return new Regex(
          pattern, folded ? RegexLiteral.ofAnyCase(text) : RegexLiteral.of(text), folded);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(problem(e), e);
    }
  }

  /** RE2's {@code $} is the end of the text, PCRE's also the place before a line break there. */
  private static String endsBeforeLineBreak(String regex) {
    if (regex.contains("\\Q") || LINES.matcher(regex).find()) {
      return regex;
    }
    StringBuilder ends = new StringBuilder(regex.length() + 8);
    int i = 0;
    while (i < regex.length()) {
      int behind = behindOne(regex, i);
      ends.append(regex.charAt(i) == '$' ? "(?:\\n?\\z)" : regex.substring(i, behind));
      i = behind;
    }
    return ends.toString();
  }

  /** Behind the character, escape or class that begins at {@code i}. */
  private static int behindOne(String regex, int i) {
    Matcher whole = CLASS_OR_ESCAPE.matcher(regex).region(i, regex.length());
    return whole.lookingAt() ? whole.end() : i + 1;
  }

  /**
   * Whether the expression is found in {@code text}.
   *
   * @param searched the text, in lower case where {@link #folded}
   */
  public boolean find(String text, String searched) {
    return searched.contains(literal) && pattern.matcher(text).find();
  }

  private static String problem(PatternSyntaxException e) {
    String part = e.getPattern() == null ? "" : e.getPattern();
    String instead = instead(part);
    return instead.isEmpty()
        ? "not a regular expression: " + e.getDescription() + ": " + part
        : MISSING + part + "; " + instead;
  }

  /** What to write for what other dialects have and RE2 hasn't; empty for mistakes. */
  private static String instead(String part) {
    if (part.startsWith("(?=") || part.startsWith("(?!") || part.startsWith("(?<")) {
      return "write what must or mustn't stand beside it as a selection of its own: a and not b";
    }
    if (part.matches("\\\\[1-9k].*")) {
      return "compare two fields with fieldref";
    }
    if (part.startsWith("(?>") || part.matches("[*+?}]\\+")) {
      return "leave it out, a linear search never goes back";
    }
    return "";
  }
}

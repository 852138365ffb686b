package io.trailhound.rules;

import java.io.Serializable;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular expression that can't stop the job: a search that goes back and forth more than {@link
 * #MAX_STEPS} times over an event's text, or too deep, is given up, with a warning in the log.
 *
 * @param literal what every text it's found in contains, so that the others needn't be searched;
 *     may be empty
 */
record Regex(Pattern pattern, String literal) implements Serializable {
  static final int MAX_STEPS = 2_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(Regex.class);

  /**
   * Compiles {@code text}.
   *
   * @param flags some of i, m and s
   * @throws IllegalArgumentException with what is wrong with it
   */
  static Regex compile(String text, Set<String> flags) {
    int bits = flags.contains("i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    bits |= flags.contains("m") ? Pattern.MULTILINE : 0;
    bits |= flags.contains("s") ? Pattern.DOTALL : 0;
    try {
      Pattern pattern = Pattern.compile(text, bits);
      return new Regex(pattern, flags.contains("i") ? "" : RegexLiteral.of(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "not a regular expression: " + e.getDescription() + " near index " + e.getIndex(), e);
    }
  }

  /** Whether the expression is found in {@code text}; false when the search was given up. */
  boolean find(String text) {
    if (!text.contains(literal)) {
      return false;
    }
    try {
      return pattern.matcher(new Counted(text)).find();
    } catch (GivenUp | StackOverflowError e) {
      LOG.warn("Gave up searching {} in a text of {} characters", pattern, text.length());
      return false;
    }
  }

  /** Stands for itself; made without a stack trace, because nobody reads it. */
  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super(null, null, false, false);
    }
  }

  /** A text that counts how often it's looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final int limit;
    private int steps;

    Counted(String text) {
      this.text = text;
      this.limit = Math.max(MAX_STEPS, 20 * text.length());
    }

    @Override
    public char charAt(int index) {
      if (++steps > limit) {
        throw new GivenUp();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}

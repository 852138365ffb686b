package io.trailhound.rules.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression to the longest text that whatever it finds must contain. Knows only the
 * plainest parts: whatever it isn't sure of ends a literal and begins no other inside.
 */
public final class RegexLiteral {
  /** Any other brace is a character like others. */
  private static final Pattern REPETITION = Pattern.compile("\\{\\d+(,\\d*)?\\}");

  private final String regex;
  private final StringBuilder run = new StringBuilder();
  private final List<String> literals = new ArrayList<>();
  private int next;

  private RegexLiteral(String regex) {
    this.regex = regex;
  }

  /** The literal, or an empty text. */
  public static String of(String regex) {
    return candidates(regex).stream().max(Comparator.comparingInt(String::length)).orElse("");
  }

  /**
   * What a text in lower case contains when the expression is found in it in any case; or an empty
   * text. {@code s} isn't among it: it's also found where an old long one stands.
   */
  public static String ofAnyCase(String regex) {
    return candidates(regex).stream()
        .flatMap(literal -> Arrays.stream(literal.split("[^!-RT-rt-~]")))
        .max(Comparator.comparingInt(String::length))
        .orElse("")
        .toLowerCase(Locale.ROOT);
  }

  private static List<String> candidates(String regex) {
    boolean unsure =
        regex.contains("|")
            || regex.contains("(?")
            || regex.contains("\\Q")
            || regex.contains("[]")
            || regex.contains("[^]")
            || regex.chars().anyMatch(c -> Character.isSurrogate((char) c));
    return unsure ? List.of() : new RegexLiteral(regex).find();
  }

  private List<String> find() {
    while (next < regex.length()) {
      char c = regex.charAt(next);
      if (c == '\\') {
        escape();
      } else if (c == '[' || c == '(') {
        end();
        skip(c);
      } else if (c == '?' || c == '*') {
        quantified(next + 1);
      } else if (c == '{' && repetition() > 0) {
        quantified(repetition());
      } else if ("+.^$)]}".indexOf(c) >= 0) {
        end();
        next++;
      } else {
        run.append(c);
        next++;
      }
    }
    end();
    return literals;
  }

  /** {@code \.} is a dot; {@code \d} and its like are no literals. */
  private void escape() {
    char c = next + 1 < regex.length() ? regex.charAt(next + 1) : 'E';
    if (Character.isLetterOrDigit(c)) {
      end();
      next = c == 'd' || c == 'w' || c == 's' ? next + 2 : regex.length();
    } else {
      run.append(c);
      next += 2;
    }
  }

  /** Behind the repetition that begins here; -1 when there is none. */
  private int repetition() {
    Matcher braces = REPETITION.matcher(regex).region(next, regex.length());
    return braces.lookingAt() ? braces.end() : -1;
  }

  /** What stands before a quantifier may be missing. */
  private void quantified(int behind) {
    if (run.length() > 0) {
      run.setLength(run.length() - 1);
    }
    end();
    next = behind;
  }

  /** Over a class, or a group with those in it; unsure of escapes and of classes, it gives up. */
  private void skip(char open) {
    char close = open == '[' ? ']' : ')';
    int depth = 1;
    for (next++; next < regex.length() && depth > 0; next++) {
      char c = regex.charAt(next);
      if (c == '\\' || c == '[') {
        next = regex.length();
        return;
      }
      depth += c == open ? 1 : c == close ? -1 : 0;
    }
  }

  private void end() {
    literals.add(run.toString());
    run.setLength(0);
  }
}

package io.trailhound.rules.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A regular expression to the longest text that whatever it finds must contain. Knows only the
 * plainest parts: whatever it isn't sure of ends a literal and begins no other inside.
 */
public final class RegexLiteral {
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
      } else if (c == '?' || c == '*' || c == '{') {
        quantified();
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

  /** What stands before a quantifier may be missing. */
  private void quantified() {
    if (run.length() > 0) {
      run.setLength(run.length() - 1);
    }
    end();
    if (regex.charAt(next) == '{') {
      int close = regex.indexOf('}', next);
      next = close < 0 ? regex.length() : close;
    }
    next++;
  }

  /** Over a class or a group, with what is nested in it; unsure of escapes, it gives up. */
  private void skip(char open) {
    char close = open == '[' ? ']' : ')';
    int depth = 0;
    for (; next < regex.length(); next++) {
      char c = regex.charAt(next);
      if (c == '\\' || (open == '(' && c == '[')) {
        next = regex.length();
        return;
      }
      depth += c == open ? 1 : c == close ? -1 : 0;
      if (depth == 0) {
        next++;
        return;
      }
    }
  }

  private void end() {
    literals.add(run.toString());
    run.setLength(0);
  }
}

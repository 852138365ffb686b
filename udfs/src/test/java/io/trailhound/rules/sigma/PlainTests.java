package io.trailhound.rules.sigma;

import io.trailhound.model.IpAddress;
import io.trailhound.text.CaseFold;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the modifiers ask of one text, in the plainest way. */
final class PlainTests {
  private PlainTests() {}

  /** Bit by bit. */
  static boolean inside(String address, String network) {
    String[] parts = network.split("/");
    byte[] wanted = IpAddress.parse(parts[0]);
    byte[] given = IpAddress.parse(address);
    if (given == null || given.length != wanted.length) {
      return false;
    }
    for (int bit = 0; bit < Integer.parseInt(parts[1]); bit++) {
      int mask = 0x80 >> bit % 8;
      if (((given[bit / 8] ^ wanted[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  static BiPredicate<String, String> position(List<String> modifiers) {
    if (modifiers.contains("contains")) {
      return String::contains;
    } else if (modifiers.contains("startswith")) {
      return String::startsWith;
    }
    return modifiers.contains("endswith") ? String::endsWith : String::equals;
  }

  static boolean compares(String operator, String text, String bound) {
    int order;
    try {
      order = new BigDecimal(text).compareTo(new BigDecimal(bound));
    } catch (NumberFormatException none) {
      return false;
    }
    return switch (operator) {
      case "lt" -> order < 0;
      case "lte" -> order <= 0;
      case "gt" -> order > 0;
      default -> order >= 0;
    };
  }

  /** Wildcards, and a backslash that makes the next of {@code *?\} itself. */
  static Predicate<String> like(String open, String pattern, String end, boolean cased) {
    StringBuilder regex = new StringBuilder(open.isEmpty() ? "" : ".*");
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        regex.append(quoted(literal, cased)).append(c == '*' ? ".*" : ".");
        literal.setLength(0);
      } else {
        boolean escape =
            c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0;
        literal.append(escape ? pattern.charAt(++i) : c);
      }
    }
    regex.append(quoted(literal, cased));
    Predicate<String> matches =
        Pattern.compile(regex + (end.isEmpty() ? "" : ".*"), Pattern.DOTALL).asMatchPredicate();
    return text -> matches.test(fold(text, cased));
  }

  private static String quoted(StringBuilder literal, boolean cased) {
    return Pattern.quote(fold(literal.toString(), cased));
  }

  static String fold(String text, boolean cased) {
    return cased ? text : CaseFold.of(text);
  }
}

package io.trailhound.rules.condition;

/** The text of a JSON object as people compare it. */
final class JsonText {
  private JsonText() {}

  /** Whether {@link #unescaped} may give another text. */
  static boolean hasEscapes(String text) {
    return !text.isEmpty() && text.charAt(0) == '{' && text.indexOf('\\') > 0;
  }

  /** With what JSON escapes as it is: a policy that stands in it as a text has quotes again. */
  static String unescaped(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c != '\\' || i + 1 == json.length()) {
        text.append(c);
        continue;
      }
      int unit = unit(json, i);
      text.append(unit < 0 ? meant(json.charAt(i + 1)) : (char) unit);
      i += unit < 0 ? 1 : 5;
    }
    return text.toString();
  }

  /** The character whose number is escaped in four hex digits at {@code at}; -1 when none is. */
  private static int unit(String json, int at) {
    if (json.charAt(at + 1) != 'u' || at + 6 > json.length()) {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private static char meant(char escape) {
    return switch (escape) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> escape;
    };
  }
}

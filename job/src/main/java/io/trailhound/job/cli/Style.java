package io.trailhound.job.cli;

import java.io.Serializable;
import java.util.Locale;

/** Colours text for a terminal, or leaves it alone. */
record Style(boolean color) implements Serializable {
  String bold(String text) {
    return sgr("1", text);
  }

  String dim(String text) {
    return sgr("2", text);
  }

  String good(String text) {
    return sgr("32", text);
  }

  String bad(String text) {
    return sgr("31", text);
  }

  /** {@code text} in the colour of a rule's level. */
  String level(String level, String text) {
    return switch (level.toLowerCase(Locale.ROOT)) {
      case "critical" -> sgr("1;35", text);
      case "high" -> sgr("1;31", text);
      case "medium" -> sgr("33", text);
      default -> sgr("36", text);
    };
  }

  private String sgr(String code, String text) {
    return color ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

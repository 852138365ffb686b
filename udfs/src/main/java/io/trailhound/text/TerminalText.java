package io.trailhound.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Text out of events, made fit to be shown: whoever makes an API call chooses some of its fields,
 * and a terminal obeys what it's sent.
 */
public final class TerminalText {
  private TerminalText() {}

  /**
   * Control characters, line breaks, and the invisible characters that turn or hide text, written
   * as {@code \x1b} or {@code \u202e}.
   */
  public static String escape(String text) {
    if (text.codePoints().allMatch(TerminalText::plain)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (plain(c)) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
              }
            });
    return escaped.toString();
  }

  private static boolean plain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Breaks {@code text} at spaces into lines of at most {@code width}; longer words are kept. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** {@code text} cut to {@code width}, with an ellipsis where it was cut. */
  public static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}

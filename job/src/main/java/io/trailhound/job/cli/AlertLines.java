package io.trailhound.job.cli;

import io.trailhound.model.Alert;
import io.trailhound.text.TerminalText;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * An alert as people read it on a terminal: time, level, rule and phase on one line, the sentence
 * below.
 *
 * @param levels rule name to level
 */
record AlertLines(Map<String, String> levels, Style style, int columns) implements Serializable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String INDENT = " ".repeat(21);

  String of(Alert alert) {
    String level = levels.getOrDefault(alert.rule, "");
    StringBuilder lines = new StringBuilder(256);
    lines.append(style.dim(time(alert.time))).append("  ");
    lines.append(style.level(level, "%-8s".formatted(level))).append("  ");
    lines.append(style.bold(TerminalText.escape(alert.rule)));
    if (!alert.phase.equals(Alert.FINAL)) {
      lines.append("  ").append(style.dim(alert.phase));
    }
    String message = alert.message == null ? "" : TerminalText.escape(alert.message);
    for (String line : TerminalText.wrap(message, columns - INDENT.length())) {
      lines.append('\n').append(INDENT).append(line);
    }
    return lines.append('\n').toString();
  }

  /** {@code 2025-03-11 02:13:41}, UTC. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }
}

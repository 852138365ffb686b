package io.trailhound.rules;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sigma's timespans: {@code 10s}, {@code 30m}, {@code 1h}, {@code 7d}. */
final class Timespan {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhdw])");

  private Timespan() {}

  /**
   * @throws IllegalArgumentException when {@code text} isn't one
   */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no timespan; a number and s, m, h, d or w, such as 30m");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }
}

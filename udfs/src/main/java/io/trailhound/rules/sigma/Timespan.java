package io.trailhound.rules.sigma;

import io.trailhound.rules.sigma.YamlValue.Entries;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sigma's timespans: {@code 10s}, {@code 30m}, {@code 1h}, {@code 7d}. */
final class Timespan {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhdwMy])");

  /** As pySigma has them: the 400 years of the calendar by their months and years. */
  private static final Duration MONTH = Duration.ofSeconds(2_629_746);

  private static final Duration YEAR = MONTH.multipliedBy(12);

  /** Ends of windows are timestamps in milliseconds; far beyond it they overflow or never come. */
  private static final Duration LONGEST = YEAR.multipliedBy(100);

  private Timespan() {}

  /** The timespan at {@code key}, at most 100 years; refused with file and line otherwise. */
  static Duration read(Document document, Entries in, String key) {
    Duration span = ofAnyLength(document, in, key);
    if (span.compareTo(LONGEST) > 0) {
      throw document.problem(
          in.placeOf(key), key + " is longer than 100 years", "at most " + key + ": 100y");
    }
    return span;
  }

  /** The same for who has a limit of its own. */
  static Duration ofAnyLength(Document document, Entries in, String key) {
    String text = document.text(in, key);
    if (text == null) {
      throw document.problem(in.at(), key + " is missing", "for example " + key + ": 1h");
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw document.problem(in.placeOf(key), key + ": " + e.getMessage(), "");
    }
  }

  /**
   * @throws IllegalArgumentException when {@code text} isn't one
   */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no timespan; a number and s, m, h, d, w, M or y, such as 30m");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case "w" -> Duration.ofDays(7 * number);
      case "M" -> MONTH.multipliedBy(number);
      default -> YEAR.multipliedBy(number);
    };
  }
}

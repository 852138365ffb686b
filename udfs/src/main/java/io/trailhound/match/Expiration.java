package io.trailhound.match;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When credentials expire, as records of STS have it: {@code Jul 31, 2024, 8:07:33 PM}, of older
 * ones without the second comma, or ISO 8601. By hand, because what Java makes of these words hangs
 * on its version.
 */
final class Expiration {
  /** What can't be read. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /** Newer Java has a narrow blank before AM and PM. */
  private static final Pattern TEXT =
      Pattern.compile(
          "([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{4}),? ([0-9]{1,2}):([0-9]{2}):([0-9]{2})[ \u202f]([AP]M)");

  private static final int LONGEST = 40;

  private Expiration() {}

  /** Milliseconds since the epoch, or {@link #UNKNOWN}. */
  static long read(String text) {
    if (text == null || text.length() > LONGEST) {
      return UNKNOWN;
    }
    Matcher parts = TEXT.matcher(text);
    try {
      return parts.matches() ? ofWords(parts) : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return UNKNOWN; // and how long the key lasts is taken to be the longest
    }
  }

  private static long ofWords(Matcher parts) {
    int hour = number(parts, 4) % 12 + (parts.group(7).equals("PM") ? 12 : 0);
    return LocalDateTime.of(
            number(parts, 3),
            MONTHS.indexOf(parts.group(1)) + 1,
            number(parts, 2),
            hour,
            number(parts, 5),
            number(parts, 6))
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}

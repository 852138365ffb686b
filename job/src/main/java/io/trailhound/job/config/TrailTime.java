package io.trailhound.job.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** A day or a time as people write it in, an instant out; UTC, because CloudTrail's folders are. */
public final class TrailTime {
  private TrailTime() {}

  /**
   * A day means its beginning.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Instant from(String text) {
    return isDay(text) ? day(text).atStartOfDay().toInstant(ZoneOffset.UTC) : time(text);
  }

  /** A day means its end. */
  public static Instant to(String text) {
    return isDay(text)
        ? day(text).plusDays(1).atStartOfDay().minusNanos(1).toInstant(ZoneOffset.UTC)
        : time(text);
  }

  private static boolean isDay(String text) {
    return !text.contains("T");
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is not a day", e);
    }
  }

  private static Instant time(String text) {
    try {
      String utc = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
      return LocalDateTime.parse(utc, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is not a time", e);
    }
  }
}

package io.trailhound.job.sink.webhook;

import io.trailhound.job.sink.delivery.Outcome;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** The status of an answer in, what it means for the message out. */
final class Answers {
  /** About the receiver or who we are, and so the same for every other message. */
  private static final Set<Integer> AWAY = Set.of(401, 403, 404, 410, 429, 502, 503, 504);

  /** It may pass by itself. */
  private static final Set<Integer> AGAIN = Set.of(408, 409, 425);

  private Answers() {}

  /**
   * @param detail for people
   */
  static Outcome of(int status, HttpHeaders headers, String detail) {
    if (status >= 200 && status < 300) {
      return Outcome.TAKEN;
    }
    if (AWAY.contains(status)) {
      return Outcome.away(detail, retryAfter(headers, Instant.now()));
    }
    return status >= 500 || AGAIN.contains(status)
        ? Outcome.again(detail)
        : Outcome.refused(detail);
  }

  /** What {@code Retry-After} says, as seconds or as a time; null when it says nothing. */
  static Duration retryAfter(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant time = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
    } catch (DateTimeParseException none) {
      return null;
    }
  }
}

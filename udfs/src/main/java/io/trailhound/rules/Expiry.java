package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Text;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The end of a filter's exception, an addition to Sigma: what {@code expires} and {@code reason}
 * say. It goes by the time of the event, so that a replay excepts what was excepted then.
 *
 * @param filter where the filter stands, file and line
 * @param end the first moment of which events aren't excepted any more, milliseconds since the
 *     epoch
 * @param reason why there is the exception; null where nobody says
 */
public record Expiry(String filter, long end, String reason) implements Serializable {
  private static final String KEY = "expires";

  /**
   * Reads {@code document}; empty where the exception has no end.
   *
   * @throws RuleException when what stands there is no date
   */
  static Optional<Expiry> of(Document document) {
    if (!document.has(KEY)) {
      return Optional.empty();
    }
    String text = document.text(document.entries(), KEY);
    Place at =
        document.entries().get(KEY) instanceof Text date
            ? date.at()
            : document.entries().placeOf(KEY);
    return Optional.of(
        new Expiry(
            document.file() + ":" + document.line(),
            end(document, at, text == null ? "" : text).toEpochMilli(),
            document.text(document.entries(), "reason")));
  }

  private static Instant end(Document document, Place at, String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw document.problem(
          at,
          Check.FILTER,
          KEY + " is no date: " + text,
          "2026-12-31, with whose beginning in UTC the exception ends, or 2026-12-31T18:00:00Z");
    }
  }

  /** What remains, of a filter without an end: everything from then on. */
  Condition of(Condition remains) {
    return new Conditions.Or(List.of(remains, new Conditions.Since(end)));
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Expiry;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Additions to Sigma's filters: {@code expires}, with {@code reason}. */
final class ExpiryReader {
  private static final String KEY = "expires";

  private ExpiryReader() {}

  /**
   * Reads {@code document}; empty where the exception has no end.
   *
   * @throws RuleException when what stands there is no date
   */
  static Optional<Expiry> read(Document document) {
    if (!document.has(KEY)) {
      return Optional.empty();
    }
    String text = document.text(document.entries(), KEY);
    String place = document.file() + ":" + document.line();
    Instant end = end(document, text == null ? "" : text);
    String reason = document.text(document.entries(), "reason");
    return Optional.of(new Expiry(place, end.toEpochMilli(), reason));
  }

  private static Instant end(Document document, String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      Place at =
          document.entries().get(KEY) instanceof Text date
              ? date.at()
              : document.entries().placeOf(KEY);
      throw document.problem(
          at,
          Check.FILTER,
          KEY + " is no date: " + text,
          "2026-12-31, with whose beginning in UTC the exception ends, or 2026-12-31T18:00:00Z");
    }
  }
}

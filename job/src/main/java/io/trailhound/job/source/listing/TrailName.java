package io.trailhound.job.source.listing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name in, what CloudTrail put into it out: {@code
 * 111122223333_CloudTrail_eu-west-1_20260901T0020Z_aBc.json.gz}.
 *
 * @param delivered the minute of the delivery; the events are older
 */
record TrailName(String account, String region, Instant delivered) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{12})_CloudTrail_([a-z0-9-]+)_(\\d{8}T\\d{4})(?:\\d{2})?Z_.*");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm", Locale.ROOT);

  /** Empty when the name is not CloudTrail's. */
  static Optional<TrailName> of(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Instant delivered = LocalDateTime.parse(form.group(3), TIME).toInstant(ZoneOffset.UTC);
      return Optional.of(new TrailName(form.group(1), form.group(2), delivered));
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}

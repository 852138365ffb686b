package io.trailhound.job.source.listing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder's path in, its place in CloudTrail's key layout out: {@code
 * AWSLogs/[o-org/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD}. What lies below the folder is null.
 *
 * @param service {@code CloudTrail}, or what else writes there: CloudTrail-Digest, Config
 * @param regionPath the path as far as the region
 * @param first the first day whose files the folder can hold
 * @param last the last such day; the same in a day's folder
 */
public record TrailFolder(
    String account,
    String service,
    String region,
    String regionPath,
    LocalDate first,
    LocalDate last) {
  private static final String CLOUDTRAIL = "CloudTrail";
  private static final Pattern LAYOUT =
      Pattern.compile(
          "((?:.*/)?AWSLogs/(?:o-[a-z0-9]+/)?(\\d{12})(?:/([^/]+)(?:/([^/]+))?)?)"
              + "(?:/(\\d{4})(?:/(\\d{2})(?:/(\\d{2}))?)?)?/?");
  private static final TrailFolder ELSEWHERE = new TrailFolder(null, null, null, null, null, null);

  public static TrailFolder of(String path) {
    Matcher layout = LAYOUT.matcher(path);
    if (!layout.matches()) {
      return ELSEWHERE;
    }
    String region = layout.group(4);
    LocalDate first = day(layout, 1, 1);
    return new TrailFolder(
        layout.group(2),
        layout.group(3),
        region,
        region == null ? null : layout.group(1),
        first,
        first == null ? null : last(layout, first));
  }

  /** Whether it can hold logs: digests, Insight events and other services' files are not. */
  boolean isForLogs() {
    return service == null || service.equals(CLOUDTRAIL);
  }

  /** Whether it's the folder of one day, where the files are. */
  public boolean isDay() {
    return first != null && first.equals(last);
  }

  /** Whether it can hold files of {@code day}; only for folders that have days. */
  public boolean holds(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private static LocalDate day(Matcher layout, int otherMonth, int otherDay) {
    if (layout.group(5) == null) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(layout.group(5)),
          number(layout.group(6), otherMonth),
          number(layout.group(7), otherDay));
    } catch (DateTimeException noDay) {
      return null;
    }
  }

  private static LocalDate last(Matcher layout, LocalDate first) {
    if (layout.group(7) != null) {
      return first;
    }
    return (layout.group(6) != null ? first.plusMonths(1) : first.plusYears(1)).minusDays(1);
  }

  private static int number(String text, int otherwise) {
    return text == null ? otherwise : Integer.parseInt(text);
  }
}

package io.trailhound.state;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.trailhound.job.config.TrailTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of the file for {@code approve}.
 *
 * @param until milliseconds; a day means its beginning, in UTC
 */
record Approval(String principal, String asn, long until) {
  private static final String RIGHT = "Right would be: principal,ASN,until, such as %s.";
  private static final String EXAMPLE = "arn:aws:iam::111122223333:user/ops,9009,2027-01-31";

  /**
   * @throws StateException when the file or a line can't be read
   */
  static List<Approval> read(Path csv) {
    List<Approval> approvals = new ArrayList<>();
    try (MappingIterator<String[]> lines =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .readerFor(String[].class)
            .readValues(csv.toFile())) {
      while (lines.hasNext()) {
        int number = lines.getCurrentLocation().getLineNr();
        String[] fields = lines.next();
        if (!(number == 1 && fields[0].equals("principal"))) {
          approvals.add(of(fields, csv + ":" + number));
        }
      }
    } catch (IOException e) {
      throw new StateException("csv: '%s' cannot be read: %s.".formatted(csv, e.getMessage()));
    }
    if (approvals.isEmpty()) {
      throw new StateException("csv: '%s' has no line. ".formatted(csv) + RIGHT.formatted(EXAMPLE));
    }
    return approvals;
  }

  private static Approval of(String[] fields, String where) {
    if (fields.length != 3) {
      throw new StateException(
          String.format(Locale.ROOT, "%s: has %d fields. ", where, fields.length)
              + RIGHT.formatted(EXAMPLE));
    }
    String asn = fields[1].replaceFirst("^(?i)AS", "");
    if (!asn.matches("[1-9]\\d{0,9}")) {
      throw new StateException(
          "%s: '%s' is no ASN. Right would be: a number, such as 9009."
              .formatted(where, fields[1]));
    }
    return new Approval(fields[0], asn, time(fields[2], where));
  }

  private static long time(String text, String where) {
    try {
      return TrailTime.from(text).toEpochMilli();
    } catch (IllegalArgumentException e) {
      throw new StateException(
          "%s: '%s' is no time. Right would be: a day or time, such as 2027-01-31 or 2027-01-31T12:00:00Z."
              .formatted(where, text));
    }
  }
}

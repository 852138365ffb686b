package io.trailhound.state;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.trailhound.job.config.TrailTime;
import io.trailhound.state.savepoint.StateException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One line of the file for {@code approve}.
 *
 * @param until milliseconds; a day means its beginning, in UTC
 * @param where file and line
 */
record Approval(String principal, String asn, long until, String where) {
  private static final ObjectReader CSV =
      new CsvMapper().enable(CsvParser.Feature.TRIM_SPACES).readerFor(String[].class);

  private static final String MARK = "\uFEFF";
  private static final String RIGHT = "Right would be: principal,ASN,until, such as %s.";
  private static final String EXAMPLE = "arn:aws:iam::111122223333:user/ops,9009,2027-01-31";

  /**
   * Lines that are blank or begin with {@code #} are comments, and the first other one may name the
   * fields.
   *
   * @throws StateException when the file or a line can't be read
   */
  static List<Approval> read(Path csv) {
    List<Approval> approvals = new ArrayList<>();
    boolean first = true;
    int number = 0;
    for (String line : lines(csv)) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = csv + ":" + number;
      List<String> fields = fields(line, where);
      if (!(first && fields.get(0).equals("principal"))) {
        approvals.add(of(fields, where));
      }
      first = false;
    }
    if (approvals.isEmpty()) {
      throw new StateException("csv: '%s' has no line. ".formatted(csv) + RIGHT.formatted(EXAMPLE));
    }
    return approvals;
  }

  /** Without blanks around, and the mark that spreadsheets put before the first one. */
  private static List<String> lines(Path csv) {
    try {
      return Files.readAllLines(csv).stream().map(it -> it.replace(MARK, "").strip()).toList();
    } catch (MalformedInputException e) {
      throw new StateException("csv: '%s' is not UTF-8 text.".formatted(csv));
    } catch (IOException e) {
      throw new StateException(
          "csv: '%s' cannot be read. Right would be: a file of lines of principal,ASN,until."
              .formatted(csv));
    }
  }

  private static List<String> fields(String line, String where) {
    try {
      String[] fields = CSV.readValue(line);
      return Stream.of(fields).map(String::strip).toList();
    } catch (IOException e) {
      throw new StateException(
          "%s: is no line of CSV. ".formatted(where) + RIGHT.formatted(EXAMPLE));
    }
  }

  private static Approval of(List<String> fields, String where) {
    if (fields.size() != 3) {
      throw new StateException(
          String.format(Locale.ROOT, "%s: has %d fields. ", where, fields.size())
              + RIGHT.formatted(EXAMPLE));
    }
    String asn = fields.get(1).replaceFirst("^(?i)AS", "");
    if (!asn.matches("[1-9]\\d{0,9}")) {
      throw new StateException(
          "%s: '%s' is no ASN. Right would be: a number, such as 9009."
              .formatted(where, fields.get(1)));
    }
    return new Approval(fields.get(0), asn, time(fields.get(2), where), where);
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

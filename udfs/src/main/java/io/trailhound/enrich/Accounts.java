package io.trailhound.enrich;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.trailhound.model.LookedUp;
import io.trailhound.text.TerminalText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * Account ids in, names and labels out: a CSV file (RFC 4180) whose first line names its columns.
 * Immutable and safe for several threads.
 */
final class Accounts {
  static final FileKind<Accounts> KIND = new Kind();

  private static final Pattern ID = Pattern.compile("[0-9]{12}");
  private static final String ID_COLUMN = "account_id";
  private static final String COLUMNS = "account_id, name, owner, environment, organizational_unit";

  /** The first is the documented name of each, with underscores for blanks. */
  private static final Map<String, String> FIELDS =
      Map.of(
          ID_COLUMN,
          ID_COLUMN,
          "name",
          LookedUp.ACCOUNT_NAME,
          "owner",
          LookedUp.OWNER,
          "environment",
          LookedUp.ENVIRONMENT,
          "organizational_unit",
          LookedUp.ORGANIZATIONAL_UNIT,
          "organisational_unit",
          LookedUp.ORGANIZATIONAL_UNIT);

  private final Map<String, Map<String, String[]>> byId;

  private Accounts(Map<String, Map<String, String[]>> byId) {
    this.byId = byId;
  }

  /** What is known of an account by {@link LookedUp}'s names; null when nothing is. */
  Map<String, String[]> of(String id) {
    return id == null ? null : byId.get(id);
  }

  private static final class Kind implements FileKind<Accounts> {
    @Override
    public String title() {
      return "The file of accounts";
    }

    @Override
    public String right() {
      return "a CSV file with the columns " + COLUMNS + ", or none";
    }

    @Override
    public Accounts read(List<Path> files) throws IOException {
      return new Table(files.get(0)).read();
    }
  }

  /** One file while it's read. */
  private static final class Table {
    private final Path path;
    private final Map<String, Map<String, String[]>> byId = new HashMap<>();
    private List<String> columns;
    private int line;

    Table(Path path) {
      this.path = path;
    }

    Accounts read() throws IOException {
      String text = TextFile.read(path);
      try (CsvParser parser = new CsvFactory().createParser(text)) {
        parser.enable(CsvParser.Feature.WRAP_AS_ARRAY);
        parser.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
        parser.nextToken();
        while (parser.nextToken() == JsonToken.START_ARRAY) {
          line = parser.currentLocation().getLineNr();
          take(row(parser));
        }
      } catch (JacksonException notCsv) {
        line = notCsv.getLocation() == null ? line : notCsv.getLocation().getLineNr();
        throw wrong(
            "is no CSV",
            "values with commas, quotes or line breaks in double quotes, and \"\" for a quote");
      }
      if (columns == null) {
        line = 1;
        throw wrong("has no line", "the columns " + COLUMNS);
      }
      return new Accounts(byId);
    }

    private static List<String> row(CsvParser parser) throws IOException {
      List<String> row = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        row.add(parser.getText().strip());
      }
      return row;
    }

    private void take(List<String> row) {
      if (row.stream().allMatch(String::isEmpty)) {
        return; // spreadsheets leave such lines behind
      }
      if (columns == null) {
        columns = row.stream().map(this::field).toList();
        if (!columns.contains(ID_COLUMN) || columns.stream().distinct().count() < columns.size()) {
          throw wrong("has not each column once", COLUMNS + " (the first is a must)");
        }
        return;
      }
      if (row.size() != columns.size()) {
        throw wrong(
            String.format(
                Locale.ROOT, "has %d values, and the first line %d", row.size(), columns.size()),
            "a value for each column, which may be empty");
      }
      String id = row.get(columns.indexOf(ID_COLUMN));
      if (!ID.matcher(id).matches()) {
        throw wrong(
            "'" + shown(id) + "' is no account id",
            "12 digits; spreadsheets take zeros at the beginning away");
      }
      if (byId.put(id, facts(row)) != null) {
        throw wrong("account " + id + " is there twice", "one line for each account");
      }
    }

    private Map<String, String[]> facts(List<String> row) {
      Map<String, String[]> facts = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        if (!row.get(i).isEmpty() && !columns.get(i).equals(ID_COLUMN)) {
          facts.put(columns.get(i), new String[] {row.get(i)});
        }
      }
      return facts;
    }

    private String field(String column) {
      String name = column.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
      String field = FIELDS.get(name);
      if (field == null) {
        throw wrong("there is no column '" + shown(column) + "'", COLUMNS);
      }
      return field;
    }

    private LookupException wrong(String what, String right) {
      return new LookupException(
          "%s: %s. Right would be: %s.".formatted(TextFile.at(path, line), what, right));
    }

    private static String shown(String text) {
      return TerminalText.escape(TerminalText.cut(text, 80));
    }
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The text of a rule file to its YAML documents. Scalars are never typed: to YAML 1.1 the account
 * id {@code 012345670123} is an octal number, {@code no} a boolean and {@code 1.10} a float; here
 * they stay text. Duplicate keys are refused, because YAML lets the last one win in silence.
 */
public final class SigmaFile {
  static final int MAX_CHARACTERS = 1_000_000;
  private static final int MAX_VALUES = 200_000;
  private static final int MAX_DEPTH = 50;

  /** Places are counted by the line ends of YAML 1.1. */
  private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\r\\n\\x85\\u2028\\u2029]");

  private final String file;
  private final List<Finding> findings;
  private int values;

  private SigmaFile(String file, List<Finding> findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * The documents of a file, empty ones left out.
   *
   * @param findings takes what is wrong; what could be read all the same is returned
   */
  public static List<Entries> parse(RuleSource source, List<Finding> findings) {
    SigmaFile file = new SigmaFile(source.file(), findings);
    if (source.text().length() > MAX_CHARACTERS) {
      file.wrong(
          Place.WHOLE_FILE,
          Check.FILE,
          "the file has more than " + MAX_CHARACTERS + " characters",
          "a rule file is small; long value lists belong in lists/, one value per line");
      return List.of();
    }
    List<Entries> documents = new ArrayList<>();
    file.read(source.text(), documents);
    return documents;
  }

  private void read(String text, List<Entries> documents) {
    try {
      for (Node node : new Yaml(options()).composeAll(new StringReader(text))) {
        YamlValue value = value(node, 0);
        if (value instanceof Entries entries) {
          documents.add(entries);
        } else if (!(value instanceof Text empty) || empty.text() != null) {
          wrong(
              value.at(),
              Check.RULE,
              "a rule is a map of keys, this is " + value.kind(),
              "begin with title:, logsource: and detection:");
        }
      }
    } catch (MarkedYAMLException e) {
      wrong(
          e.getProblemMark() == null ? Place.WHOLE_FILE : place(e.getProblemMark()),
          Check.YAML,
          "this isn't YAML: " + e.getProblem() + begun(e),
          hint(e.getProblem()));
    } catch (ReaderException e) {
      unreadable(text);
    } catch (YAMLException e) {
      wrong(
          tooDeep(text), Check.YAML, "this isn't YAML: " + e.getMessage(), "a rule is a few deep");
    } catch (RuleException e) {
      findings.addAll(e.findings());
    }
  }

  /** Aliases are counted here as the values they stand for, by SnakeYAML over all documents. */
  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    return options;
  }

  /** The reader says where, but in what it had read last. */
  private void unreadable(String text) {
    int at = 0;
    while (at < text.length() && StreamReader.isPrintable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String before = text.substring(0, at);
    List<String> lines = List.of(LINE_END.split(before, -1));
    String last = lines.get(lines.size() - 1);
    String code = String.format(Locale.ROOT, "%04X", text.codePointAt(at));
    wrong(
        new Place(lines.size(), last.codePointCount(0, last.length()) + 1),
        Check.YAML,
        "this isn't YAML: the character U+" + code + " can't stand in it",
        "take it out, or write it as an escape in double quotes: \"\\u" + code + "\"");
  }

  /** Where what is nested deeper than it may be begins; the composer doesn't say. */
  private static Place tooDeep(String text) {
    int depth = 0;
    for (Event event : new Yaml(options()).parse(new StringReader(text))) {
      if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (depth > MAX_DEPTH && !(event instanceof AliasEvent)) {
        return place(event.getStartMark());
      } else if (event instanceof CollectionStartEvent) {
        depth++;
      }
    }
    return Place.WHOLE_FILE;
  }

  /** What was being read and where it began, which is where to look for its missing end. */
  private static String begun(MarkedYAMLException e) {
    Mark mark = e.getContextMark();
    return mark == null
        ? ""
        : ", " + e.getContext() + " that begins in line " + (mark.getLine() + 1);
  }

  private static String hint(String problem) {
    if (problem.contains("TAB")) {
      return "indent with spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "quote the text, a colon and a blank are in it";
    }
    if (problem.contains("alias") || problem.contains("cannot start any token")) {
      return "quote the text: * & ! % @ ` at its beginning mean something else to YAML";
    }
    return "look for a quote or bracket that isn't closed, a comma or colon that is missing, and keys"
        + " that aren't indented like those beside them";
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private YamlValue value(Node node, int depth) {
    Place at = place(node.getStartMark());
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new RuleException(
          file,
          at,
          Check.YAML,
          "anchors and aliases make this file endless",
          "write the values out instead");
    }
    if (node instanceof ScalarNode scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      boolean isNull = scalar.getTag().equals(Tag.NULL);
      return new Text(isNull ? null : scalar.getValue(), plain, at);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, depth + 1));
      }
      return new Items(items, at);
    }
    return entries((MappingNode) node, at, depth);
  }

  private Entries entries(MappingNode mapping, Place at, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple.getKeyNode());
      Place keyAt = place(tuple.getKeyNode().getStartMark());
      Entry entry = new Entry(keyAt, value(tuple.getValueNode(), depth + 1));
      Entry first = key == null ? null : entries.putIfAbsent(key, entry);
      if (first != null) {
        wrong(
            keyAt,
            Check.DUPLICATE_KEY,
            "the key " + key + " stands here a second time, first in line " + first.at().line(),
            "YAML would silently keep only the last one: merge the two, as a list or with |all");
      }
    }
    return new Entries(entries, at);
  }

  /** Null where it's none. */
  private String key(Node node) {
    Place at = place(node.getStartMark());
    if (!(node instanceof ScalarNode scalar)) {
      wrong(at, Check.YAML, "a key must be a text", "");
      return null;
    }
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getValue().equals("<<")) {
      wrong(at, Check.YAML, "YAML merge keys (<<) aren't supported", "write the keys out");
      return null;
    }
    return scalar.getValue();
  }

  private void wrong(Place at, Check check, String message, String hint) {
    findings.add(new Finding(file, at, check, message, hint));
  }
}

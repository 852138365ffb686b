package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Entries;
import io.trailhound.rules.YamlValue.Entry;
import io.trailhound.rules.YamlValue.Items;
import io.trailhound.rules.YamlValue.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The text of a rule file to its YAML documents. Scalars are never typed: to YAML 1.1 the account
 * id {@code 012345670123} is an octal number, {@code no} a boolean and {@code 1.10} a float; here
 * they stay text. Duplicate keys are refused, because YAML lets the last one win in silence.
 */
final class SigmaFile {
  static final int MAX_CHARACTERS = 1_000_000;
  private static final int MAX_VALUES = 200_000;
  private static final int MAX_DEPTH = 50;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String file;
  private int values;

  private SigmaFile(String file) {
    this.file = file;
  }

  /** The documents of a file, empty ones left out. */
  static List<Entries> parse(RuleSource source) {
    if (source.text().length() > MAX_CHARACTERS) {
      throw new RuleException(
          source.file(),
          0,
          "the file has more than " + MAX_CHARACTERS + " characters",
          "a rule file is small; long value lists belong in lists/, one value per line");
    }
    return new SigmaFile(source.file()).documents(source.text());
  }

  private List<Entries> documents(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(MAX_DEPTH);
    List<Entries> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
        YamlValue value = value(node, 0);
        if (value instanceof Entries entries) {
          documents.add(entries);
        } else if (!(value instanceof Text empty) || empty.text() != null) {
          throw problem(
              value.line(),
              "a rule is a map of keys, this is " + value.kind(),
              "begin with title:, logsource: and detection:");
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw problem(
          line,
          "this isn't YAML: " + e.getProblem(),
          "quote texts that contain : # { [ & * ! | > ' \" % @ and use spaces, not tabs, to indent");
    } catch (YAMLException e) {
      throw problem(0, "this isn't YAML: " + e.getMessage(), "");
    }
    return documents;
  }

  private YamlValue value(Node node, int depth) {
    int line = node.getStartMark().getLine() + 1;
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw problem(
          line, "anchors and aliases make this file endless", "write the values out instead");
    }
    if (node instanceof ScalarNode scalar) {
      boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
      boolean isNull = plain && NULLS.contains(scalar.getValue());
      return new Text(isNull ? null : scalar.getValue(), plain, line);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(value(item, depth + 1));
      }
      return new Items(items, line);
    }
    return entries((MappingNode) node, line, depth);
  }

  private Entries entries(MappingNode mapping, int line, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple.getKeyNode());
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      Entry first =
          entries.putIfAbsent(key, new Entry(keyLine, value(tuple.getValueNode(), depth + 1)));
      if (first != null) {
        throw problem(
            keyLine,
            "the key " + key + " stands here a second time, first in line " + first.line(),
            "YAML would silently keep only the last one: merge the two, as a list or with |all");
      }
    }
    return new Entries(entries, line);
  }

  private String key(Node node) {
    int line = node.getStartMark().getLine() + 1;
    if (!(node instanceof ScalarNode scalar)) {
      throw problem(line, "a key must be a text", "");
    }
    if (scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getValue().equals("<<")) {
      throw problem(line, "YAML merge keys (<<) aren't supported", "write the keys out");
    }
    return scalar.getValue();
  }

  private RuleException problem(int line, String message, String hint) {
    return new RuleException(file, line, message, hint);
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One selection of a rule to its condition: a map is an AND, a list of maps an OR, a list of texts
 * keywords.
 */
final class Selections {
  private final String file;
  private final FieldNames fields;
  private final List<Finding> findings;
  private final ValueCompiler values;

  /**
   * @param findings takes what is wrong; an event that would need to match it matches nothing
   */
  Selections(String file, FieldNames fields, ValueLists lists, List<Finding> findings) {
    this.file = file;
    this.fields = fields;
    this.findings = findings;
    this.values = new ValueCompiler(file, fields, lists);
  }

  Condition compile(YamlValue selection) {
    return tried(() -> compiled(selection));
  }

  /** What is wrong with one part doesn't hide what is wrong with the next. */
  private Condition tried(Supplier<Condition> part) {
    try {
      return part.get();
    } catch (RuleException e) {
      findings.addAll(e.findings());
      return Conditions.NEVER;
    }
  }

  private Condition compiled(YamlValue selection) {
    if (selection instanceof Entries map) {
      return map(map);
    }
    if (selection instanceof Items list) {
      return Conditions.or(items(list));
    }
    return keyword((Text) selection);
  }

  private Condition map(Entries map) {
    if (map.entries().isEmpty()) {
      throw problem(
          map.at(), Check.VALUE, "an empty selection", "name at least one field and its value");
    }
    List<Condition> parts = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : map.entries().entrySet()) {
      parts.add(tried(() -> item(entry.getKey(), entry.getValue())));
    }
    return Conditions.and(parts);
  }

  /** The conditions of a list's items. */
  List<Condition> items(Items list) {
    if (list.items().isEmpty()) {
      throw problem(
          list.at(), Check.VALUE, "an empty list matches nothing", "name at least one value");
    }
    List<Condition> parts = new ArrayList<>();
    for (YamlValue item : list.items()) {
      parts.add(compile(item));
    }
    return parts;
  }

  private Condition keyword(Text text) {
    if (text.text() == null || text.text().isEmpty()) {
      throw problem(
          text.at(), Check.VALUE, "an empty keyword matches every event", "write what to search");
    }
    return item("", new Entry(text.at(), text));
  }

  private Condition item(String key, Entry entry) {
    Modifiers modifiers;
    try {
      modifiers = Modifiers.parse(key);
    } catch (IllegalArgumentException e) {
      throw problem(entry.at(), Check.MODIFIER, key + ": " + e.getMessage(), "");
    }
    List<Text> texts = texts(entry.value());
    try {
      return item(modifiers, texts, entry.at());
    } catch (UnreadFieldException e) {
      throw problem(entry.at(), Check.FIELD, e.getMessage(), "restart the job to use it");
    }
  }

  private Condition item(Modifiers modifiers, List<Text> texts, Place at) {
    if (modifiers.field().isEmpty()) {
      fields.readWholeText();
      return values.keywords(modifiers, texts);
    }
    return values.field(resolve(modifiers.field(), at), modifiers, texts, at);
  }

  private Field resolve(String name, Place at) {
    try {
      return fields.compared(name);
    } catch (IllegalArgumentException e) {
      throw problem(at, Check.FIELD, "unknown field " + name, e.getMessage());
    }
  }

  private List<Text> texts(YamlValue value) {
    if (value instanceof Text text) {
      return List.of(text);
    }
    if (value instanceof Entries) {
      throw problem(
          value.at(),
          Check.VALUE,
          "a field's value is a text or a list of texts, not a map",
          "write nested fields as one path: requestParameters.roleName");
    }
    List<Text> texts = new ArrayList<>();
    for (YamlValue item : ((Items) value).items()) {
      if (!(item instanceof Text text)) {
        throw problem(item.at(), Check.VALUE, "a value must be a text, this is " + item.kind(), "");
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      throw problem(
          value.at(), Check.VALUE, "an empty list matches nothing", "name at least one value");
    }
    return texts;
  }

  private RuleException problem(Place at, Check check, String message, String hint) {
    return new RuleException(file, at, check, message, hint);
  }
}

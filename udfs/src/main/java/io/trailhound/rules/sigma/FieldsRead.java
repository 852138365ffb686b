package io.trailhound.rules.sigma;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rules in, the fields that each reads out, by the names that the rule uses. */
public final class FieldsRead {
  private final Map<String, Document> documents = new HashMap<>();

  public FieldsRead(RuleReading reading) {
    reading.rules().forEach(document -> documents.put(InfoReader.name(document), document));
  }

  /** Of a correlation also those of the rules under it. */
  public SortedSet<String> of(Rule rule) {
    SortedSet<String> fields = new TreeSet<>();
    Document document = documents.get(rule.name());
    if (document != null && document.entries().get("detection") instanceof Entries section) {
      section
          .entries()
          .forEach(
              (key, entry) -> {
                if (!key.equals("condition") && !key.equals("timeframe")) {
                  selection(entry.value(), fields);
                }
              });
    }
    if (document != null && document.entries().get("correlation") instanceof Entries section) {
      correlation(document, section, fields);
    }
    return fields;
  }

  /**
   * The same with what the rules under it read.
   *
   * @param book that the rule is in
   */
  public SortedSet<String> withThoseUnder(Rule rule, RuleBook book) {
    SortedSet<String> fields = new TreeSet<>(of(rule));
    for (String base : rule.references()) {
      book.find(base).ifPresent(under -> fields.addAll(withThoseUnder(under, book)));
    }
    return fields;
  }

  private static void selection(YamlValue value, SortedSet<String> fields) {
    if (value instanceof Items items) {
      items.items().forEach(item -> selection(item, fields));
    } else if (value instanceof Entries map) {
      map.entries().forEach((key, entry) -> field(key, entry.value(), fields));
    }
  }

  private static void field(String key, YamlValue value, SortedSet<String> fields) {
    Modifiers modifiers = Modifiers.parse(key);
    if (!modifiers.field().isEmpty()) {
      fields.add(modifiers.field());
    }
    if (modifiers.match().equals("fieldref")) {
      List<YamlValue> others = value instanceof Items items ? items.items() : List.of(value);
      others.forEach(other -> fields.add(((Text) other).text()));
    }
  }

  private void correlation(Document document, Entries section, SortedSet<String> fields) {
    SortedSet<String> names = new TreeSet<>(document.texts(section, "group-by"));
    names.addAll(document.texts(section, "organization"));
    if (section.get("condition") instanceof Entries condition) {
      names.addAll(document.texts(condition, "field"));
    }
    if (section.get("aliases") instanceof Entries aliases) {
      names.removeAll(aliases.entries().keySet());
      aliases.entries().values().forEach(alias -> aliased(alias.value(), fields));
    }
    fields.addAll(names);
  }

  private void aliased(YamlValue rules, SortedSet<String> fields) {
    if (rules instanceof Entries map) {
      map.entries()
          .forEach(
              (rule, field) -> {
                String name = ((Text) field.value()).text();
                // An alias of a correlation below, which reads the fields that it stands for.
                if (!Aliases.has(documents.get(rule), name)) {
                  fields.add(name);
                }
              });
    }
  }
}

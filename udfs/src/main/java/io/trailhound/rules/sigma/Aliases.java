package io.trailhound.rules.sigma;

import io.trailhound.rules.Links;
import io.trailhound.rules.Place;
import io.trailhound.rules.condition.AliasField;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A correlation's {@code aliases}: names for what is another field in each of its rules.
 *
 * @param byAlias alias to rule reference to field
 */
record Aliases(
    Document document, FieldNames fields, Names names, Map<String, Map<String, Field>> byAlias) {

  static Aliases read(Document document, Entries section, FieldNames fields, Names names) {
    return read(document, section, fields, names, 1);
  }

  /**
   * @param stage how many correlations refer to each other up to here
   */
  private static Aliases read(
      Document document, Entries section, FieldNames fields, Names names, int stage) {
    Aliases aliases = new Aliases(document, fields, names, new LinkedHashMap<>());
    if (section.get("aliases") == null) {
      return aliases;
    }
    Entries map = document.map(section, "aliases");
    for (Map.Entry<String, Entry> alias : map.entries().entrySet()) {
      Entries rules = document.map(map, alias.getKey());
      Map<String, Field> byRule = new LinkedHashMap<>();
      for (Map.Entry<String, Entry> rule : rules.entries().entrySet()) {
        String field = document.text(rules, rule.getKey());
        if (field == null) {
          throw document.problem(rule.getValue().at(), "this alias names no field", "");
        }
        Field under = aliases.under(rule.getKey(), field, stage);
        byRule.put(
            rule.getKey(), under == null ? aliases.other(field, rule.getValue().at()) : under);
      }
      aliases.byAlias.put(alias.getKey(), byRule);
    }
    return aliases;
  }

  /**
   * The alias that a correlation below goes by under this name, or null. Circles are told of where
   * the rules themselves are read.
   */
  private Field under(String rule, String name, int stage) {
    Document below = names.rules().get(names.find(rule));
    if (stage > Links.MOST_STAGES || !has(below, name)) {
      return null;
    }
    Entries section = (Entries) below.entries().get("correlation");
    return read(below, section, fields, names, stage + 1)
        .any(name, below.map(section, "aliases").placeOf(name));
  }

  /**
   * Whether the rule is a correlation with this alias.
   *
   * @param rule or null
   */
  static boolean has(Document rule, String alias) {
    return rule != null
        && rule.entries().get("correlation") instanceof Entries section
        && section.get("aliases") instanceof Entries aliases
        && aliases.get(alias) != null;
  }

  /** The field that {@code name} means to the correlation and its alerts. */
  Field any(String name, Place at) {
    Map<String, Field> byRule = byAlias.get(name);
    return byRule == null || byRule.isEmpty()
        ? resolve(name, at)
        : AliasField.of(name, byRule.values());
  }

  /** The field that {@code name} means in the events of {@code rule}. */
  Field of(String name, String rule, Place at) {
    Map<String, Field> byRule = byAlias.get(name);
    if (byRule == null) {
      return resolve(name, at);
    }
    for (Map.Entry<String, Field> entry : byRule.entrySet()) {
      if (rule.equals(names.find(entry.getKey()))) {
        return entry.getValue();
      }
    }
    throw document.problem(
        at, "the alias " + name + " has no field for " + rule, "add it under aliases:");
  }

  /** Where the actor is in a group is the same for all rules under the correlation. */
  private Field other(String name, Place at) {
    Field field = resolve(name, at);
    refuseActor(field, name, at);
    return field;
  }

  /** Of what isn't group-by. */
  void refuseActor(Field field, String name, Place at) {
    try {
      FieldNames.refuseActor(field);
    } catch (IllegalArgumentException e) {
      throw document.problem(at, name + " can't stand here", e.getMessage());
    }
  }

  private Field resolve(String name, Place at) {
    try {
      return fields.resolve(name);
    } catch (IllegalArgumentException e) {
      throw document.problem(at, "unknown field " + name, e.getMessage());
    }
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@code detection} or {@code filter} section to its condition. */
final class Detections {
  private final FieldNames fields;
  private final ValueLists lists;
  private final List<Finding> findings;

  Detections(FieldNames fields, ValueLists lists, List<Finding> findings) {
    this.fields = fields;
    this.lists = lists;
    this.findings = findings;
  }

  /**
   * Compiles a section; notes everything that is wrong with it.
   *
   * @param notSelections keys of the section that aren't selections
   * @return null when something is wrong
   */
  Condition compile(Document document, Entries section, Set<String> notSelections) {
    Selections selections = new Selections(document.file(), fields, lists, findings);
    Map<String, Condition> compiled = new LinkedHashMap<>();
    Map<String, List<Condition>> listed = new HashMap<>();
    int before = findings.size();
    for (Map.Entry<String, Entry> entry : section.entries().entrySet()) {
      if (notSelections.contains(entry.getKey())) {
        continue;
      }
      YamlValue selection = entry.getValue().value();
      compiled.put(entry.getKey(), selections.compile(selection));
      if (selection instanceof Items list && findings.size() == before) {
        listed.put(entry.getKey(), selections.items(list));
      }
    }
    Condition condition = condition(document, section, compiled, listed);
    return findings.size() > before ? null : condition;
  }

  /**
   * Compiles the section of a filter to what remains; what is excepted is turned around.
   *
   * @return null when something is wrong
   */
  Condition compileFilter(Document document, Entries section, Set<String> notSelections) {
    Condition condition = compile(document, section, notSelections);
    if (condition == null) {
      return null;
    }
    Map<String, Condition> none = new LinkedHashMap<>();
    section.entries().keySet().stream()
        .filter(key -> !notSelections.contains(key))
        .forEach(key -> none.put(key, Conditions.NEVER));
    boolean remains = condition(document, section, none, Map.of()).test(new EventView());
    return remains ? condition : new Conditions.Not(condition);
  }

  /** Several conditions are alternatives. */
  private Condition condition(
      Document document,
      Entries section,
      Map<String, Condition> selections,
      Map<String, List<Condition>> lists) {
    Place at =
        section.get("condition") instanceof Text text ? text.at() : section.placeOf("condition");
    List<String> names = List.copyOf(selections.keySet());
    List<String> listNames = List.copyOf(lists.keySet());
    List<Condition> parts = new ArrayList<>();
    try {
      List<String> conditions = document.texts(section, "condition");
      if (conditions.isEmpty()) {
        throw document.problem(
            at, Check.REQUIRED_KEY, "condition is missing", "for example condition: selection");
      }
      for (String text : conditions) {
        parts.add(ConditionTree.parse(text, names, listNames).compile(selections, lists));
      }
    } catch (IllegalArgumentException e) {
      findings.add(document.finding(at, Check.CONDITION, "condition: " + e.getMessage(), ""));
      return null;
    } catch (RuleException e) {
      findings.addAll(e.findings());
      return null;
    }
    return Conditions.or(parts);
  }
}

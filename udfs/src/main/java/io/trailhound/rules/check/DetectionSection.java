package io.trailhound.rules.check;

import io.trailhound.rules.Place;
import io.trailhound.rules.sigma.ConditionTree;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.Modifiers;
import io.trailhound.rules.sigma.YamlValue;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code detection} or {@code filter} of a document, taken apart.
 *
 * @param selections by name, the alternatives of which each is criteria that must all hold
 * @param expression of the condition; empty when it can't be read
 */
record DetectionSection(
    Document document,
    Entries section,
    Map<String, List<List<Criterion>>> selections,
    Optional<ConditionTree> expression) {

  private static final Set<String> NO_SELECTIONS = Set.of("condition", "timeframe", "rules");

  /** Empty when the document has no such section. */
  static Optional<DetectionSection> of(Document document) {
    String key = document.has("filter") ? "filter" : "detection";
    if (!(document.entries().get(key) instanceof Entries section)) {
      return Optional.empty();
    }
    Map<String, List<List<Criterion>>> selections = new LinkedHashMap<>();
    List<String> lists = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : section.entries().entrySet()) {
      if (isSelection(key, entry.getKey())) {
        selections.put(entry.getKey(), alternatives(entry.getValue().value()));
        if (entry.getValue().value() instanceof Items) {
          lists.add(entry.getKey());
        }
      }
    }
    return Optional.of(
        new DetectionSection(
            document,
            section,
            selections,
            expression(document, section, List.copyOf(selections.keySet()), lists)));
  }

  /**
   * Whether {@code key} names a selection.
   *
   * @param section {@code detection} or {@code filter}
   */
  static boolean isSelection(String section, String key) {
    return !NO_SELECTIONS.contains(key) || (key.equals("rules") && section.equals("detection"));
  }

  /** All criteria, whatever they belong to. */
  List<Criterion> criteria() {
    return selections.values().stream().flatMap(List::stream).flatMap(List::stream).toList();
  }

  Place placeOf(String selection) {
    return section.placeOf(selection);
  }

  private static Optional<ConditionTree> expression(
      Document document, Entries section, List<String> names, List<String> lists) {
    try {
      List<ConditionTree> parts = new ArrayList<>();
      for (String text : document.texts(section, "condition")) {
        parts.add(ConditionTree.parse(text, names, lists));
      }
      return parts.isEmpty() ? Optional.empty() : Optional.of(ConditionTree.or(parts));
    } catch (RuntimeException e) {
      return Optional.empty(); // an error says so
    }
  }

  private static List<List<Criterion>> alternatives(YamlValue selection) {
    List<List<Criterion>> alternatives = new ArrayList<>();
    if (selection instanceof Items items) {
      items.items().forEach(item -> alternatives.addAll(alternatives(item)));
    } else if (selection instanceof Entries map) {
      List<Criterion> all = new ArrayList<>();
      map.entries().forEach((key, entry) -> add(key, entry.at(), entry.value(), all));
      alternatives.add(all);
    } else {
      List<Criterion> keyword = new ArrayList<>();
      add("", selection.at(), selection, keyword);
      alternatives.add(keyword);
    }
    return alternatives;
  }

  /** What can't be read is an error, and told as such. */
  private static void add(String key, Place at, YamlValue value, List<Criterion> all) {
    List<Text> texts = new ArrayList<>();
    if (value instanceof Text text) {
      texts.add(text);
    } else if (value instanceof Items items) {
      items.items().stream()
          .filter(Text.class::isInstance)
          .map(Text.class::cast)
          .forEach(texts::add);
    }
    try {
      all.add(new Criterion(key, at, Modifiers.parse(key), texts));
    } catch (IllegalArgumentException e) {
      return;
    }
  }
}

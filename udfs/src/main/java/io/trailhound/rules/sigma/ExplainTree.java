package io.trailhound.rules.sigma;

import io.trailhound.rules.Expiry;
import io.trailhound.rules.Finding;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.Explained.Kind;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The detection of a rule with its filters, to the tree that explains it. */
final class ExplainTree {
  private static final int LONGEST_LABEL = 120;

  private final FieldNames fields;
  private final ValueLists lists;

  ExplainTree(FieldNames fields, ValueLists lists) {
    this.fields = fields;
    this.lists = lists;
  }

  /**
   * @param filters documents of those that apply to the rule
   */
  ExplainNode of(Document document, List<Document> filters) {
    List<ExplainNode> parts = new ArrayList<>();
    parts.addAll(service(document));
    parts.add(section(document, "detection", Set.of("condition", "timeframe")));
    parts.addAll(filters(filters));
    return all(parts);
  }

  /** What filters leave of events, as those on a correlation do. */
  ExplainNode ofFilters(List<Document> filters) {
    return all(filters(filters));
  }

  private List<ExplainNode> filters(List<Document> filters) {
    return filters.stream().map(this::filter).toList();
  }

  private static ExplainNode all(List<ExplainNode> parts) {
    return parts.size() == 1 ? parts.get(0) : group("and", Kind.AND, parts);
  }

  private List<ExplainNode> service(Document document) {
    Field source = fields.compared("eventSource");
    return LogSource.condition(document, fields).stream()
        .<ExplainNode>map(
            it -> new ExplainNode.Leaf("eventSource of logsource.service", it, source, null, null))
        .toList();
  }

  private ExplainNode section(Document document, String key, Set<String> notSelections) {
    Entries section = document.map(document.entries(), key);
    List<String> names =
        section.entries().keySet().stream().filter(name -> !notSelections.contains(name)).toList();
    List<String> listed =
        names.stream().filter(name -> section.get(name) instanceof Items).toList();
    List<ConditionTree> conditions =
        document.texts(section, "condition").stream()
            .map(text -> ConditionTree.parse(text, names, listed))
            .toList();
    return node(document, section, ConditionTree.or(conditions));
  }

  /** What remains of events; what is excepted is turned around, as {@link Filters} does. */
  private ExplainNode filter(Document filter) {
    ExplainNode condition = section(filter, "filter", Set.of("condition", "rules"));
    boolean remains = holdsOfNothing(condition);
    String label = "filter " + filter.place();
    ExplainNode left =
        remains
            ? group(label, Kind.AND, List.of(condition))
            : group(label, Kind.NOT, List.of(condition));
    List<ExplainNode> alternatives = new ArrayList<>(List.of(left));
    ExpiryReader.read(filter).ifPresent(end -> alternatives.add(from(end)));
    service(filter).forEach(it -> alternatives.add(group("not", Kind.NOT, List.of(it))));
    return alternatives.size() == 1 ? left : group("or", Kind.OR, alternatives);
  }

  private ExplainNode from(Expiry expiry) {
    Condition since = new Conditions.Since(expiry.end());
    Field time = fields.compared("eventTime");
    String label = "eventTime from " + Instant.ofEpochMilli(expiry.end()) + " on";
    return new ExplainNode.Leaf(label, since, time, null, null);
  }

  private static boolean holdsOfNothing(ExplainNode node) {
    if (node instanceof ExplainNode.Group group) {
      return switch (group.kind()) {
        case OR -> group.parts().stream().anyMatch(ExplainTree::holdsOfNothing);
        case NOT -> group.parts().stream().noneMatch(ExplainTree::holdsOfNothing);
        default -> !isSelection(group) && allHold(group);
      };
    }
    return false;
  }

  private static boolean allHold(ExplainNode.Group group) {
    return group.parts().stream().allMatch(ExplainTree::holdsOfNothing);
  }

  private static boolean isSelection(ExplainNode.Group group) {
    return !group.label().equals("and");
  }

  private ExplainNode node(Document document, Entries section, ConditionTree expression) {
    if (expression instanceof ConditionTree.Not not) {
      return group("not", Kind.NOT, List.of(node(document, section, not.part())));
    }
    if (expression instanceof ConditionTree.And and) {
      return group("and", Kind.AND, each(document, section, and.parts()));
    }
    if (expression instanceof ConditionTree.Or or) {
      return group("or", Kind.OR, each(document, section, or.parts()));
    }
    boolean all = expression instanceof ConditionTree.EachItem;
    String name =
        all
            ? ((ConditionTree.EachItem) expression).selection()
            : ((ConditionTree.Named) expression).selection();
    Entry entry = section.entries().get(name);
    return selection(document, name, entry.value(), all);
  }

  private List<ExplainNode> each(Document document, Entries section, List<ConditionTree> parts) {
    return parts.stream().map(part -> node(document, section, part)).toList();
  }

  private ExplainNode selection(Document document, String name, YamlValue value, boolean all) {
    if (value instanceof Items items) {
      List<ExplainNode> parts = new ArrayList<>();
      for (YamlValue item : items.items()) {
        parts.add(
            item instanceof Text keyword
                ? leaf(document, "", new Entry(keyword.at(), keyword))
                : selection(document, "and", item, false));
      }
      return group(name, all ? Kind.AND : Kind.OR, parts);
    }
    if (value instanceof Entries map) {
      List<ExplainNode> parts = new ArrayList<>();
      map.entries().forEach((key, entry) -> parts.add(leaf(document, key, entry)));
      return group(name, Kind.AND, parts);
    }
    return group(name, Kind.AND, List.of(leaf(document, "", new Entry(value.at(), value))));
  }

  private ExplainNode leaf(Document document, String key, Entry entry) {
    Modifiers modifiers = Modifiers.parse(key);
    boolean keyword = modifiers.field().isEmpty();
    return new ExplainNode.Leaf(
        label(key, entry.value()),
        condition(document, key, entry),
        keyword ? null : fields.compared(modifiers.field()),
        keyword ? null : fields.presence(modifiers.field()),
        anyCase(document, key, modifiers, entry));
  }

  private Condition condition(Document document, String key, Entry entry) {
    List<Finding> none = new ArrayList<>();
    Selections selections = new Selections(document.file(), fields, lists, none);
    return selections.compile(new Entries(Map.of(key, entry), entry.at()));
  }

  private Condition anyCase(Document document, String key, Modifiers modifiers, Entry entry) {
    if (modifiers.cased()) {
      return condition(document, key.replace("|cased", ""), entry);
    }
    boolean regex = modifiers.match().equals("re") && !modifiers.flags().contains("i");
    return regex ? condition(document, key + "|i", entry) : null;
  }

  private static String label(String key, YamlValue value) {
    String text = value instanceof Text one ? one.text() : "";
    if (value instanceof Items items) {
      text =
          items.items().stream()
              .map(item -> item instanceof Text one ? one.text() : "")
              .collect(Collectors.joining(", ", "[", "]"));
    }
    String label = (key.isEmpty() ? "keyword" : key) + ": " + text;
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…";
  }

  private static ExplainNode group(String label, Kind kind, List<ExplainNode> parts) {
    return new ExplainNode.Group(label, kind, parts);
  }
}

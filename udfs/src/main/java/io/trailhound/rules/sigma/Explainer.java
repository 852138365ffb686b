package io.trailhound.rules.sigma;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.ExtraFields;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rules that load in; why one of them matched an event, or didn't, out. Reads the rules for itself:
 * compiled ones no longer know what they were made of.
 */
public final class Explainer {
  private static final int MOST_VALUES = 100;

  private final RuleBook book;
  private final Map<String, ExplainNode> detections = new LinkedHashMap<>();
  private final Map<String, ExplainNode> filters = new LinkedHashMap<>();
  private final Map<String, Document> documents = new LinkedHashMap<>();
  private final FieldNames fields = new FieldNames();
  private final Names names;

  /**
   * @throws RuleException when the rules don't load
   */
  public Explainer(RuleReading reading) {
    this.book = reading.bookOrFindings();
    Map<String, String> nameById = new LinkedHashMap<>();
    for (Document document : reading.rules()) {
      String name = InfoReader.name(document);
      documents.put(name, document);
      String id = document.text(document.entries(), "id");
      if (id != null) {
        nameById.put(id, name);
      }
    }
    this.names = new Names(documents, nameById, List.of());
    ExplainTree trees = new ExplainTree(fields, reading.lists());
    documents.forEach(
        (name, document) -> {
          if (document.has("detection")) {
            detections.put(name, trees.of(document, reading.filtersOf(document)));
          } else {
            readGroup(document);
            List<Document> on = reading.filtersOf(document);
            if (!on.isEmpty()) {
              filters.put(name, trees.ofFilters(on));
            }
          }
        });
  }

  public RuleBook book() {
    return book;
  }

  /** What has to be read of events so that they can be explained. */
  public ExtraFields extraFields() {
    return fields.extraFields();
  }

  /** What a detection came to; empty for correlations. */
  public Optional<Explained> detection(String rule, CloudTrailEvent event) {
    return explained(detections.get(rule), event);
  }

  /**
   * What the filters on a correlation came to; empty when it has none. It takes only events of
   * which this holds; filters on a detection are part of {@link #detection}.
   */
  public Optional<Explained> filters(String rule, CloudTrailEvent event) {
    return explained(filters.get(rule), event);
  }

  private static Optional<Explained> explained(ExplainNode tree, CloudTrailEvent event) {
    return Optional.ofNullable(tree).map(it -> it.explain(new EventView().of(event)));
  }

  /**
   * What a correlation has of an event that {@code base} matched: the values of its group, and of
   * what it counts, as {@code field = value}, or {@code field = [one, other]} of a list.
   */
  public List<String> correlated(String rule, String base, CloudTrailEvent event) {
    Document document = documents.get(rule);
    Entries section = document.map(document.entries(), "correlation");
    Aliases aliases = Aliases.read(document, section, fields, names);
    EventView view = new EventView().of(event);
    List<String> values = new ArrayList<>();
    for (String name : valueNames(document, section)) {
      Field field = aliases.of(name, base, section.at());
      values.add(name + values(field, view));
    }
    return values;
  }

  /** Each is a group, a term or counted. */
  private static String values(Field field, EventView view) {
    int count = field.count(view);
    List<String> shown =
        IntStream.range(0, Math.min(count, MOST_VALUES))
            .mapToObj(i -> field.value(view, i))
            .toList();
    return switch (count) {
      case 0 -> " is missing";
      case 1 -> " = " + shown.get(0);
      default -> " = [" + String.join(", ", shown) + (count > shown.size() ? ", …]" : "]");
    };
  }

  /** What has to come together for a correlation to fire, by its keys. */
  public String needs(String rule) {
    Document document = documents.get(rule);
    Entries section = document.map(document.entries(), "correlation");
    List<String> parts = new ArrayList<>();
    for (String key : List.of("group-by", "timespan", "window", "every", "condition")) {
      if (section.get(key) != null) {
        parts.add(key + " " + PlainText.of(section.get(key)));
      }
    }
    return String.join("; ", parts);
  }

  private void readGroup(Document document) {
    Entries section = document.map(document.entries(), "correlation");
    Aliases aliases = Aliases.read(document, section, fields, names);
    valueNames(document, section).forEach(name -> aliases.any(name, section.at()));
  }

  private static List<String> valueNames(Document document, Entries section) {
    List<String> values = new ArrayList<>(document.texts(section, "group-by"));
    if (section.get("condition") instanceof Entries condition) {
      values.addAll(document.texts(condition, "field"));
    }
    values.addAll(document.texts(section, "organization"));
    return values.stream().distinct().toList();
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.ActivityFields;
import io.trailhound.rules.Check;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.Suppression;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An addition to Sigma's rules: {@code suppress}, by which one alert stands for others. */
final class SuppressionReader {
  private static final String KEY = "suppress";
  private static final String BY = "by";
  private static final String FOR = "for";
  private static final String UPDATE_EVERY = "update-every";
  private static final String ASLEEP = "asleep";
  private static final Set<String> KEYS = Set.of(BY, FOR, UPDATE_EVERY, ASLEEP);

  private final Document document;
  private final Entries section;

  private SuppressionReader(Document document) {
    this.document = document;
    if (document.entries().get(KEY) instanceof Entries map) {
      section = map;
    } else {
      throw problem(
          document.entries(),
          KEY,
          KEY + " must be a map",
          "for example suppress: {by: [userIdentity.arn], for: 1h}");
    }
    for (Map.Entry<String, Entry> entry : section.entries().entrySet()) {
      if (!KEYS.contains(entry.getKey())) {
        throw document.problem(
            entry.getValue().at(),
            Check.SUPPRESS,
            "unknown key " + entry.getKey() + " in " + KEY,
            "allowed are by, for, update-every and asleep");
      }
    }
  }

  /** Of a detection; null when it suppresses nothing. */
  static Suppression ofDetection(Document document, FieldNames fields) {
    if (!document.has(KEY)) {
      return null;
    }
    SuppressionReader reader = new SuppressionReader(document);
    List<GroupField> by = new ArrayList<>();
    for (String name : reader.names()) {
      by.add(new GroupField(name, reader.known(name, fields)));
    }
    if (by.isEmpty()) {
      throw reader.problem(
          reader.section, BY, BY + " is missing in " + KEY, "for example by: [userIdentity.arn]");
    }
    return reader.read(by);
  }

  /**
   * Of a correlation; null when it suppresses nothing.
   *
   * @param groupBy of the correlation: all of it where {@code by} isn't there
   */
  static Suppression ofCorrelation(Document document, FieldNames fields, List<GroupField> groupBy) {
    if (!document.has(KEY)) {
      return null;
    }
    SuppressionReader reader = new SuppressionReader(document);
    if (!reader.section.entries().containsKey(BY)) {
      return reader.read(groupBy);
    }
    List<GroupField> by = new ArrayList<>();
    for (String name : reader.names()) {
      by.add(reader.inGroup(name, fields, groupBy));
    }
    return reader.read(by);
  }

  private List<String> names() {
    return document.texts(section, BY);
  }

  private Field known(String name, FieldNames fields) {
    Field field = resolved(name, fields);
    if (!ActivityFields.has(field)) {
      throw problemOf(
          name,
          "an alert doesn't know the " + name + " of its event",
          "it's one of " + String.join(", ", ActivityFields.names()));
    }
    return field;
  }

  private GroupField inGroup(String name, FieldNames fields, List<GroupField> groupBy) {
    return groupBy.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .or(
            () -> {
              Field field = resolved(name, fields);
              return groupBy.stream().filter(own -> own.field().equals(field)).findFirst();
            })
        .orElseThrow(
            () ->
                problemOf(
                    name,
                    name + " is no field of the correlation's group-by",
                    groupBy.isEmpty()
                        ? "leave by out"
                        : "it's one of "
                            + String.join(", ", groupBy.stream().map(GroupField::name).toList())));
  }

  private Field resolved(String name, FieldNames fields) {
    try {
      return fields.resolve(name);
    } catch (IllegalArgumentException e) {
      throw problemOf(name, "unknown field " + name, e.getMessage());
    }
  }

  private Suppression read(List<GroupField> by) {
    Duration span = duration(FOR);
    if (span.compareTo(Suppression.LONGEST) > 0) {
      throw problem(section, FOR, FOR + " is longer than a week", "at most for: 7d");
    }
    Duration updateEvery =
        section.entries().containsKey(UPDATE_EVERY)
            ? duration(UPDATE_EVERY)
            : span.dividedBy(Suppression.UPDATES);
    if (updateEvery.compareTo(span) > 0) {
      throw problem(
          section,
          UPDATE_EVERY,
          UPDATE_EVERY + " is longer than " + FOR,
          "a part of it, or leave it out for a twelfth");
    }
    return new Suppression(List.copyOf(by), span, updateEvery, asleep());
  }

  private boolean asleep() {
    String text = document.text(section, ASLEEP);
    return text != null
        && Truth.of(text)
            .orElseThrow(
                () -> problem(section, ASLEEP, ASLEEP + " is true or false, not " + text, ""));
  }

  private Duration duration(String key) {
    try {
      return Timespan.ofAnyLength(document, section, key);
    } catch (RuleException e) {
      throw new RuleException(
          e.findings().stream().map(finding -> finding.orOf(Check.SUPPRESS)).toList());
    }
  }

  private RuleException problem(Entries in, String key, String message, String hint) {
    return document.problem(in.placeOf(key), Check.SUPPRESS, message, hint);
  }

  private RuleException problemOf(String field, String message, String hint) {
    return document.problem(section.placeOf(BY, field), Check.SUPPRESS, message, hint);
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.GroupField;
import io.trailhound.rules.Links;
import io.trailhound.rules.Place;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.ActorField;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.JoinedField;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The keys of one {@code correlation} section to the rule of its kind. */
final class CorrelationReader {
  private static final Set<String> COMMON =
      Set.of("type", "rules", "group-by", "timespan", "condition", "aliases", "generate");
  private static final Set<String> RARE = Set.of("every", "organization", "trusted", "sensitive");

  private final Document document;
  private final Entries section;
  private final Aliases aliases;
  private final CorrelationType type;
  private final List<GroupField> groupBy;

  CorrelationReader(Document document, Entries section, FieldNames fields, Names names) {
    this.document = document;
    this.section = section;
    this.aliases = Aliases.read(document, section, fields, names);
    this.type = readType();
    refuseUnknownKeys();
    this.groupBy = new ArrayList<>();
    for (String name : document.texts(section, "group-by")) {
      groupBy.add(new GroupField(name, aliases.any(name, section.placeOf("group-by", name))));
    }
  }

  CorrelationType type() {
    return type;
  }

  List<GroupField> groupBy() {
    return groupBy;
  }

  /** The group-by fields as the events of {@code base} have them. */
  List<Field> groupOf(String base) {
    return groupBy.stream()
        .map(field -> aliases.of(field.name(), base, section.placeOf("group-by", field.name())))
        .toList();
  }

  /** What is counted or kept of the events of {@code base}; null when it's whole events. */
  Field valueOf(String base) {
    return switch (type) {
      case NEW_TERMS, VALUE_COUNT, VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN ->
          field(document.map(section, "condition"), "field", base);
      case RARE_RATIO -> field(section, "organization", base);
      case EVENT_COUNT, TEMPORAL, TEMPORAL_ORDERED -> null;
    };
  }

  Rule newTerms(RuleInfo info, List<String> rules) {
    needGroup();
    Entries condition = document.map(section, "condition");
    refuseOthers(condition, Set.of("field"));
    return new Rule.NewTerms(info, rules, groupBy, field(condition, "field"), timespan("timespan"));
  }

  Rule valueCount(RuleInfo info, List<String> rules) {
    Entries condition = document.map(section, "condition");
    boolean measures = type.measures();
    boolean values = type != CorrelationType.EVENT_COUNT;
    Field field = values ? field(condition, "field") : null;
    String window = document.text(section, "window");
    if (window != null && !window.equals("tumbling") && !window.equals("sliding")) {
      throw problem("window", "unknown window " + window, "it is sliding or tumbling");
    }
    return new Rule.ValueCount(
        info,
        rules,
        groupBy,
        field,
        timespan("timespan"),
        !"tumbling".equals(window),
        measures ? null : threshold(condition, values),
        measures ? new MeasureReader(document, condition, type).read() : null,
        null,
        Links.NONE);
  }

  private Threshold threshold(Entries condition, boolean values) {
    return values
        ? Thresholds.read(document, condition, Set.of("field"))
        : Thresholds.ofEvents(document, condition);
  }

  Rule sequence(RuleInfo info, List<String> steps, Names names) {
    return new SequenceReader(document, section, type, names)
        .read(info, steps, groupBy, timespan("timespan"));
  }

  Rule rareRatio(RuleInfo info, List<String> rules, Condition trusted, Condition sensitive) {
    needGroup();
    refuseActor();
    Duration span = timespan("timespan");
    Duration every = timespan("every");
    if (!every.equals(Duration.ofHours(1)) || span.toSeconds() % every.toSeconds() != 0) {
      throw problem("every", "every must be 1h and divide the timespan", "every: 1h");
    }
    Entries condition = document.map(section, "condition");
    refuseOthers(
        condition,
        Set.of(
            "trusted",
            "uncommon",
            "ratio",
            "organizations",
            "sensitive_actions",
            "latest_uncommon"));
    if (!Timespan.read(document, condition, "latest_uncommon").equals(every)) {
      throw document.problem(
          condition.placeOf("latest_uncommon"),
          "latest_uncommon must equal every: an hour is judged when it brought something new",
          "latest_uncommon: " + document.text(section, "every"));
    }
    return new Rule.RareRatio(
        info,
        rules,
        groupBy,
        field(section, "organization"),
        trusted,
        sensitive,
        span,
        every,
        Thresholds.bound(document, condition, "trusted", "gte").longValueExact(),
        Thresholds.bound(document, condition, "uncommon", "gte").longValueExact(),
        Thresholds.bound(document, condition, "ratio", "lte").doubleValue(),
        Thresholds.bound(document, condition, "organizations", "lte").intValueExact(),
        Thresholds.bound(document, condition, "sensitive_actions", "gte").intValueExact());
  }

  private CorrelationType readType() {
    String given = document.text(section, "type");
    return CorrelationType.of(given)
        .orElseThrow(
            () ->
                problem(
                    "type",
                    given == null
                        ? "the correlation has no type"
                        : "unknown correlation type " + given,
                    "Trailhound knows " + CorrelationType.words()));
  }

  private void refuseUnknownKeys() {
    Set<String> allowed = new TreeSet<>(COMMON);
    switch (type.kind()) {
      case VALUE_COUNT -> allowed.add("window");
      case RARE_RATIO -> allowed.addAll(RARE);
      case MATCH, NEW_TERMS, SEQUENCE -> {}
    }
    refuseOthers(section, allowed);
  }

  private void refuseOthers(Entries map, Set<String> allowed) {
    for (Map.Entry<String, Entry> entry : map.entries().entrySet()) {
      if (!allowed.contains(entry.getKey())) {
        throw document.problem(
            entry.getValue().at(),
            "unknown key " + entry.getKey() + " in a " + type + " correlation",
            "allowed are " + String.join(", ", new TreeSet<>(allowed)));
      }
    }
  }

  private Duration timespan(String key) {
    return Timespan.read(document, section, key);
  }

  /** The field at {@code key}; several are taken together. */
  private Field field(Entries in, String key) {
    return field(in, key, name -> notActor(name, in.placeOf(key, name)));
  }

  private Field notActor(String name, Place at) {
    Field field = aliases.any(name, at);
    aliases.refuseActor(field, name, at);
    return field;
  }

  /** The same as the events of {@code base} have it. */
  private Field field(Entries in, String key, String base) {
    return field(in, key, name -> aliases.of(name, base, in.placeOf(key, name)));
  }

  private Field field(Entries in, String key, Function<String, Field> meaning) {
    List<Field> parts = document.texts(in, key).stream().map(meaning).toList();
    if (parts.isEmpty()) {
      throw document.problem(
          in.placeOf(key), key + " is missing", "name a field, such as event.action");
    }
    return parts.size() == 1 ? parts.get(0) : new JoinedField(parts);
  }

  private void needGroup() {
    if (groupBy.isEmpty()) {
      throw document.problem(
          section.at(), type + " needs group-by", "group-by: [userIdentity.arn]");
    }
  }

  /** Trusted events are counted without what tells who is behind them. */
  private void refuseActor() {
    for (GroupField by : groupBy) {
      if (by.field() instanceof ActorField) {
        throw document.problem(
            section.placeOf("group-by", by.name()),
            "a rare_ratio can't group by " + by.name(),
            "group-by: [user.name, userIdentity.type]");
      }
    }
  }

  private RuleException problem(String key, String message, String hint) {
    return document.problem(section.placeOf(key), message, hint);
  }
}

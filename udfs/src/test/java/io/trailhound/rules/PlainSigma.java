package io.trailhound.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Detections as docs/rules.md words them, with nothing that makes them quick: each comparison walks
 * over the record's JSON again, and wildcards become Java's regular expressions. What {@link
 * RuleBook} compiles is held against it.
 */
final class PlainSigma {
  private final Map<String, Selection> selections;
  private final PlainRecord record;

  private PlainSigma(Map<String, Selection> selections, PlainRecord record) {
    this.selections = selections;
    this.record = record;
  }

  /** What stands below {@code detection}, without its condition. */
  sealed interface Selection {}

  /** A map: all of it. */
  record All(List<Item> items) implements Selection {}

  /** A list of maps: one of them. */
  record Any(List<All> maps) implements Selection {}

  /**
   * Texts anywhere in the record.
   *
   * @param all each of them, else one
   */
  record Keywords(List<String> texts, boolean all) implements Selection {}

  /**
   * A line of a selection.
   *
   * @param modifiers in the order of the file
   * @param values as in the file; null is YAML's
   */
  record Item(String field, List<String> modifiers, List<String> values) {}

  /** The condition line. */
  sealed interface Expression {}

  record Named(String selection) implements Expression {}

  record Not(Expression part) implements Expression {}

  /**
   * @param all and, else or
   */
  record Joined(boolean all, List<Expression> parts) implements Expression {}

  /**
   * @param pattern {@code them}, the beginning of names and a star, or the name of a list whose
   *     items are meant
   */
  record Of(boolean all, String pattern) implements Expression {}

  static boolean matches(Map<String, Selection> selections, Expression condition, JsonNode record) {
    return new PlainSigma(selections, new PlainRecord(record)).holds(condition);
  }

  private boolean holds(Expression condition) {
    if (condition instanceof Named named) {
      return holds(selections.get(named.selection()));
    } else if (condition instanceof Not not) {
      return !holds(not.part());
    } else if (condition instanceof Joined joined) {
      return each(joined.all(), joined.parts(), this::holds);
    }
    Of of = (Of) condition;
    if (selections.containsKey(of.pattern())) {
      return holds(
          of.all() ? eachItem(selections.get(of.pattern())) : selections.get(of.pattern()));
    }
    String begin = of.pattern().equals("them") ? "" : of.pattern().replace("*", "");
    List<String> names =
        selections.keySet().stream()
            .filter(
                name -> name.startsWith(begin) && (!name.startsWith("_") || begin.startsWith("_")))
            .toList();
    return each(of.all(), names, name -> holds(selections.get(name)));
  }

  private static Selection eachItem(Selection list) {
    if (list instanceof Keywords words) {
      return new Keywords(words.texts(), true);
    } else if (list instanceof Any maps) {
      return new All(maps.maps().stream().flatMap(map -> map.items().stream()).toList());
    }
    return list;
  }

  private static <T> boolean each(boolean all, List<T> parts, Predicate<T> holds) {
    return all ? parts.stream().allMatch(holds) : parts.stream().anyMatch(holds);
  }

  private boolean holds(Selection selection) {
    if (selection instanceof All map) {
      return map.items().stream().allMatch(this::holds);
    } else if (selection instanceof Any list) {
      return list.maps().stream().anyMatch(this::holds);
    }
    Keywords keywords = (Keywords) selection;
    return each(
        keywords.all(),
        keywords.texts(),
        text -> record.words().stream().anyMatch(PlainTests.like("*", text, "*", false)));
  }

  private boolean holds(Item item) {
    boolean plain =
        item.modifiers().contains("exists")
            ? !record.nodes(item.field()).isEmpty() == item.values().get(0).equals("true")
            : each(item.modifiers().contains("all"), item.values(), value -> one(item, value));
    return plain != item.modifiers().contains("neq");
  }

  private boolean one(Item item, String value) {
    if (value == null) {
      return record.nodes(item.field()).stream().allMatch(JsonNode::isNull);
    }
    return record.texts(item.field()).stream().anyMatch(test(item.modifiers(), value));
  }

  private Predicate<String> test(List<String> modifiers, String value) {
    boolean cased = modifiers.contains("cased");
    if (modifiers.contains("fieldref")) {
      BiPredicate<String, String> how = PlainTests.position(modifiers);
      return text ->
          record.texts(value).stream()
              .anyMatch(o -> how.test(PlainTests.fold(text, cased), PlainTests.fold(o, cased)));
    } else if (modifiers.contains("re")) {
      int flags = modifiers.contains("i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
      return Pattern.compile(value, flags).asPredicate();
    } else if (modifiers.contains("hour")) {
      return text ->
          OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).getHour()
              == Integer.parseInt(value);
    }
    if (modifiers.contains("cidr")) {
      return text -> PlainTests.inside(text, value);
    }
    if (modifiers.contains("base64")) {
      return PlainTests.like(
          "*", Base64.getEncoder().encodeToString(value.getBytes(UTF_8)), "*", true);
    }
    for (String operator : List.of("lt", "lte", "gt", "gte")) {
      if (modifiers.contains(operator)) {
        return text -> PlainTests.compares(operator, text, value);
      }
    }
    String open = modifiers.contains("contains") || modifiers.contains("endswith") ? "*" : "";
    String end = modifiers.contains("contains") || modifiers.contains("startswith") ? "*" : "";
    return PlainTests.like(open, value, end, cased);
  }
}

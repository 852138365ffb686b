package io.trailhound.rules.sigma;

import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.ValueConditions;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A correlation's {@code gte: 10} and the like to a {@link Threshold} or number. */
final class Thresholds {
  private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private Thresholds() {}

  /**
   * @param others keys of the section that aren't operators
   */
  static Threshold read(Document document, Entries condition, Set<String> others) {
    long min = 0;
    long max = Long.MAX_VALUE;
    Long not = null;
    boolean any = false;
    for (Map.Entry<String, Entry> entry : condition.entries().entrySet()) {
      String operator = entry.getKey();
      if (others.contains(operator)) {
        continue;
      }
      if (!Set.of("gt", "gte", "lt", "lte", "eq", "neq").contains(operator)) {
        throw document.problem(
            entry.getValue().at(),
            "unknown condition " + operator,
            "it is gt, gte, lt, lte, eq or neq" + (others.isEmpty() ? "" : ", or field"));
      }
      long count = count(document, condition, operator);
      any = true;
      switch (operator) {
        case "gt" -> min = Math.max(min, count + 1);
        case "gte" -> min = Math.max(min, count);
        case "lt" -> max = Math.min(max, count - 1);
        case "lte" -> max = Math.min(max, count);
        case "neq" -> not = count;
        default -> {
          min = Math.max(min, count);
          max = Math.min(max, count);
        }
      }
    }
    if (!any) {
      throw document.problem(condition.at(), "the condition counts nothing", "gte: 10");
    }
    Threshold threshold = new Threshold(min, max, not);
    if (!threshold.isPossible(0)) {
      throw document.problem(condition.at(), "no count can meet this condition", "");
    }
    return threshold;
  }

  /** The condition of an {@code event_count}, whose windows begin at an event. */
  static Threshold ofEvents(Document document, Entries condition) {
    Threshold threshold = read(document, condition, Set.of());
    if (!threshold.isPossible(1)) {
      throw document.problem(
          condition.at(),
          "only a window without events can meet this condition, and windows begin at an event",
          "a temporal with condition: a and not b finds a without b after it; --silence-after tells"
              + " of trails of which nothing comes");
    }
    return threshold;
  }

  /** The number in {@code key: {operator: number}}, a whole one but for {@code ratio}. */
  static BigDecimal bound(Document document, Entries condition, String key, String operator) {
    Entries bound = document.map(condition, key);
    String text = document.text(bound, operator);
    BigDecimal number = text == null ? null : ValueConditions.number(text);
    if (number == null || bound.entries().size() != 1 || number.signum() < 0) {
      throw document.problem(
          condition.placeOf(key), key + " must be {" + operator + ": number}", "");
    }
    boolean counts = number.stripTrailingZeros().scale() <= 0 && number.compareTo(MOST) <= 0;
    if (!key.equals("ratio") && !counts) {
      throw document.problem(
          condition.placeOf(key), key + " must be a whole number", "at most " + MOST);
    }
    return number;
  }

  private static long count(Document document, Entries condition, String operator) {
    String text = document.text(condition, operator);
    if (text == null || !COUNT.matcher(text).matches()) {
      throw document.problem(
          condition.placeOf(operator), operator + " needs a whole number, not " + text, "gte: 10");
    }
    return Long.parseLong(text);
  }
}

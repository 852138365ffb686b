package io.trailhound.rules.sigma;

import io.trailhound.rules.Measure;
import io.trailhound.rules.NumberCondition;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Entry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The condition of a value_sum, value_avg, value_percentile or value_median. */
final class MeasureReader {
  private static final Set<String> OPERATORS = Set.of("gt", "gte", "lt", "lte", "eq", "neq");
  private static final BigDecimal MEDIAN = BigDecimal.valueOf(50);

  private final Document document;
  private final Entries condition;
  private final CorrelationType type;

  MeasureReader(Document document, Entries condition, CorrelationType type) {
    this.document = document;
    this.condition = condition;
    this.type = type;
  }

  Measure read() {
    if (document.texts(condition, "field").size() > 1) {
      throw document.problem(
          condition.placeOf("field"), type + " measures one field", "write a rule for each");
    }
    NumberCondition bounds = new NumberCondition(bounds());
    if (bounds.bounds().isEmpty()) {
      throw document.problem(condition.at(), "the condition compares with nothing", "gte: 10");
    }
    if (!bounds.isPossible()) {
      throw document.problem(condition.at(), "no number can meet this condition", "");
    }
    return switch (type) {
      case VALUE_SUM -> new Measure(Measure.Kind.SUM, null, bounds);
      case VALUE_AVG -> new Measure(Measure.Kind.AVERAGE, null, bounds);
      case VALUE_MEDIAN -> new Measure(Measure.Kind.PERCENTILE, MEDIAN, bounds);
      case VALUE_PERCENTILE -> new Measure(Measure.Kind.PERCENTILE, percentile(), bounds);
      case EVENT_COUNT, VALUE_COUNT, NEW_TERMS, RARE_RATIO, TEMPORAL, TEMPORAL_ORDERED ->
          throw new IllegalStateException(type + " measures nothing");
    };
  }

  private List<NumberCondition.Bound> bounds() {
    List<NumberCondition.Bound> bounds = new ArrayList<>();
    for (Map.Entry<String, Entry> entry : condition.entries().entrySet()) {
      String key = entry.getKey();
      if (OPERATORS.contains(key)) {
        bounds.add(new NumberCondition.Bound(key, number(key)));
      } else if (!key.equals("field") && !(percentiles() && key.equals("percentile"))) {
        throw document.problem(
            entry.getValue().at(),
            "unknown condition " + key,
            "it is gt, gte, lt, lte, eq or neq, or field" + (percentiles() ? ", percentile" : ""));
      }
    }
    return bounds;
  }

  private boolean percentiles() {
    return type == CorrelationType.VALUE_PERCENTILE;
  }

  private BigDecimal percentile() {
    if (condition.get("percentile") == null) {
      throw document.problem(
          condition.at(),
          "value_percentile doesn't say which percentile",
          "percentile: 95, beside the field and the number it's compared with");
    }
    BigDecimal percentile = number("percentile");
    if (percentile.signum() < 0 || percentile.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw document.problem(
          condition.placeOf("percentile"), "a percentile is a number from 0 to 100", "50: median");
    }
    return percentile;
  }

  private BigDecimal number(String key) {
    String text = document.text(condition, key);
    BigDecimal number = text == null ? null : Measure.number(text);
    if (number == null) {
      throw document.problem(
          condition.placeOf(key), key + " needs a number, not " + text, key + ": 10");
    }
    return number;
  }
}

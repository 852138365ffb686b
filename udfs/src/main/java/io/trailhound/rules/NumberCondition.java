package io.trailhound.rules;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** A correlation's condition on a number that needn't be whole: all bounds hold. */
public record NumberCondition(List<Bound> bounds) implements Serializable {
  private static final Set<String> LOWER = Set.of("gt", "gte");

  /**
   * @param operator gt, gte, lt, lte, eq or neq
   */
  public record Bound(String operator, BigDecimal number) implements Serializable {
    boolean test(Measured measured) {
      int order = measured.compareTo(number);
      return switch (operator) {
        case "gt" -> order > 0;
        case "gte" -> order >= 0;
        case "lt" -> order < 0;
        case "lte" -> order <= 0;
        case "eq" -> order == 0;
        default -> order != 0;
      };
    }

    private String words() {
      String bound = number.toPlainString();
      return switch (operator) {
        case "gt" -> "more than " + bound;
        case "gte" -> "at least " + bound;
        case "lt" -> "less than " + bound;
        case "lte" -> "at most " + bound;
        case "eq" -> "exactly " + bound;
        default -> "not " + bound;
      };
    }
  }

  public NumberCondition {
    bounds = List.copyOf(bounds);
  }

  public boolean test(Measured measured) {
    return bounds.stream().allMatch(bound -> bound.test(measured));
  }

  /** Whether what fires goes on firing as the number grows. */
  public boolean lowerOnly() {
    return bounds.stream().allMatch(bound -> LOWER.contains(bound.operator));
  }

  /** As messages call it. */
  public String words() {
    return String.join(", ", bounds.stream().map(Bound::words).toList());
  }

  /** Whether some number meets it, for what rules usually say: some bound itself, or beside it. */
  public boolean isPossible() {
    return bounds.stream()
        .map(Bound::number)
        .flatMap(n -> List.of(n.subtract(BigDecimal.ONE), n, n.add(BigDecimal.ONE)).stream())
        .flatMap(n -> bounds.stream().map(b -> n.add(b.number).divide(BigDecimal.valueOf(2))))
        .anyMatch(n -> test(new Measured(n, 1)));
  }
}

package io.trailhound.rules;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A number found, exactly: {@code total / count}. An average needn't have an end.
 *
 * @param count more than 0
 */
public record Measured(BigDecimal total, long count) {

  /**
   * Between two numbers that follow each other in their order, as far as the broken part of {@code
   * rank} says: what most call a percentile, and of two numbers in the middle the mean.
   */
  public static Measured between(double lower, double upper, BigDecimal rank) {
    BigDecimal from = BigDecimal.valueOf(lower);
    BigDecimal part = rank.remainder(BigDecimal.ONE);
    return new Measured(BigDecimal.valueOf(upper).subtract(from).multiply(part).add(from), 1);
  }

  public int compareTo(BigDecimal bound) {
    return total.compareTo(bound.multiply(BigDecimal.valueOf(count)));
  }

  /** As an alert shows it. */
  public double shown() {
    return total.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64).doubleValue();
  }
}

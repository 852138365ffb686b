package io.trailhound.rules;

import io.trailhound.rules.condition.ValueConditions;
import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What value_sum, value_avg, value_percentile and value_median make of the numbers in a window, and
 * when that fires.
 *
 * @param percentile from 0 to 100; 50 is the median; null for the other kinds
 */
public record Measure(Kind kind, BigDecimal percentile, NumberCondition condition)
    implements Serializable {

  /** What is computed. */
  public enum Kind {
    SUM,
    AVERAGE,
    PERCENTILE
  }

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** More digits than that before or behind the point are no measurement. */
  private static final int MOST_DIGITS = 40;

  /**
   * The number a text is, or null: as the modifiers {@code lt} and {@code gt} read it, but of a
   * size that can be added up, which 1e999999999 can't.
   */
  public static BigDecimal number(String text) {
    BigDecimal number = ValueConditions.number(text);
    if (number == null || number.signum() == 0) {
      return number == null ? null : BigDecimal.ZERO;
    }
    boolean small = number.scale() <= MOST_DIGITS;
    return small && (long) number.precision() - number.scale() <= MOST_DIGITS ? number : null;
  }

  /**
   * Whether more than enough goes on to be enough, as far as no number is negative: only then is it
   * worth to tell early.
   */
  public boolean early() {
    return kind == Kind.SUM && condition.lowerOnly();
  }

  /** Of how many numbers below it {@link #percentile} is, among {@code count}; may be broken. */
  public BigDecimal rank(long count) {
    return percentile.multiply(BigDecimal.valueOf(count - 1)).divide(HUNDRED);
  }

  /** As messages call it. */
  public String words() {
    return switch (kind) {
      case SUM -> "sum";
      case AVERAGE -> "average";
      case PERCENTILE ->
          percentile.compareTo(BigDecimal.valueOf(50)) == 0
              ? "median"
              : "percentile " + percentile.toPlainString();
    };
  }
}

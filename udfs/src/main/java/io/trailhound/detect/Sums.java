package io.trailhound.detect;

import io.trailhound.model.Values;
import io.trailhound.rules.Measure;
import io.trailhound.rules.Measured;
import java.math.BigDecimal;

/** Exact sums as state has them: decimal texts, null for none. */
final class Sums {
  private Sums() {}

  static BigDecimal of(String sum) {
    return sum == null ? BigDecimal.ZERO : new BigDecimal(sum);
  }

  static String text(BigDecimal sum) {
    return sum.signum() == 0 ? "0" : sum.stripTrailingZeros().toPlainString();
  }

  /** The sum of the numbers that a call brings, as {@link Values} joins them. */
  static BigDecimal in(String values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String value : Values.split(values)) {
      BigDecimal number = Measure.number(value);
      sum = number == null ? sum : sum.add(number);
    }
    return sum;
  }

  /** How many numbers a call brings. */
  static long count(String values) {
    return Values.split(values).stream().filter(value -> Measure.number(value) != null).count();
  }

  static String add(String sum, String values) {
    return text(of(sum).add(in(values)));
  }

  static boolean fires(Measure measure, String sum) {
    return measure.condition().test(new Measured(of(sum), 1));
  }
}

package io.trailhound.detect;

import io.trailhound.rules.Measure;
import io.trailhound.rules.Measured;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Numbers of a window in, in any order, what a {@link Measure} makes of them out. Where it's a
 * percentile it holds 8 bytes for each, else their sum.
 */
final class Numbers {
  private final Measure measure;
  private BigDecimal sum = BigDecimal.ZERO;
  private int count;
  private double[] all = new double[16];

  Numbers(Measure measure) {
    this.measure = measure;
  }

  void add(String text) {
    BigDecimal number = Measure.number(text);
    if (number == null) {
      return; // of a time when the rule counted something else
    }
    if (measure.kind() != Measure.Kind.PERCENTILE) {
      sum = sum.add(number);
    } else {
      all = count < all.length ? all : Arrays.copyOf(all, 2 * count);
      all[count] = number.doubleValue();
    }
    count++;
  }

  /** Null when there is no number. */
  Measured measured() {
    if (count == 0) {
      return null;
    }
    return switch (measure.kind()) {
      case SUM -> new Measured(sum, 1);
      case AVERAGE -> new Measured(sum, count);
      case PERCENTILE -> percentile();
    };
  }

  private Measured percentile() {
    Arrays.sort(all, 0, count);
    BigDecimal rank = measure.rank(count);
    int at = rank.setScale(0, RoundingMode.FLOOR).intValueExact();
    return Measured.between(all[at], all[Math.min(at + 1, count - 1)], rank);
  }
}

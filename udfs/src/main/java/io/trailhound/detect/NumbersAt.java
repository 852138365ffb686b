package io.trailhound.detect;

import io.trailhound.model.Values;
import java.math.BigDecimal;

/** Numbers of a time, or of a window, as far as a sum or an average needs them. */
public final class NumbersAt {
  /** Decimal; null for 0. */
  public String sum;

  /** How many numbers. */
  public long count;

  public NumbersAt() {}

  /** Adds the numbers that a call brings, as {@link Values} joins them. */
  void add(String values) {
    add(Sums.in(values), Sums.count(values));
  }

  /** Adds as many numbers that have this sum. */
  void add(BigDecimal more, long numbers) {
    sum = Sums.text(Sums.of(sum).add(more));
    count += numbers;
  }
}

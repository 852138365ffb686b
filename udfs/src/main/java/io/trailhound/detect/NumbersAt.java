package io.trailhound.detect;

import java.math.BigDecimal;

/** Numbers of a time, or of a window, as far as a sum or an average needs them. */
public final class NumbersAt {
  /** Decimal; null for 0. */
  public String sum;

  /** How many numbers. */
  public long count;

  public NumbersAt() {}

  /** Adds as many numbers that have this sum. */
  void add(BigDecimal more, long numbers) {
    sum = Sums.text(Sums.of(sum).add(more));
    count += numbers;
  }
}

package io.trailhound.rules;

import java.io.Serializable;

/**
 * A correlation's condition: the count lies in [min, max] and isn't {@code not}.
 *
 * @param min least count that fires; 0 when the rule has no lower bound
 * @param max largest count that fires; {@link Long#MAX_VALUE} when it has no upper bound
 * @param not a count that doesn't fire (Sigma's neq), or null
 */
public record Threshold(long min, long max, Long not) implements Serializable {

  public static Threshold atLeast(long min) {
    return new Threshold(min, Long.MAX_VALUE, null);
  }

  public boolean test(long count) {
    return count >= min && count <= max && (not == null || not != count);
  }

  /**
   * Whether some count meets it.
   *
   * @param least that there can be
   */
  public boolean isPossible(long least) {
    long low = Math.max(min, least);
    return low < max || (low == max && test(low));
  }

  /** Whether a count that fires goes on firing as it grows: only then is an early alert certain. */
  public boolean monotone() {
    return max == Long.MAX_VALUE && not == null;
  }
}

package io.trailhound.detect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is counted at a time: a value, or so many calls.
 *
 * @param value null for calls
 */
record Occurrence(long time, String value, int calls) {
  static final Comparator<Occurrence> IN_ORDER = Comparator.comparingLong(Occurrence::time);

  Occurrence(long time, String value) {
    this(time, value, 0);
  }

  Occurrence(long time, int calls) {
    this(time, null, calls);
  }

  /**
   * The first of {@code starts} whose window of {@code span} holds at least {@code least} distinct
   * values or calls; null when none does. One pass over both.
   *
   * @param starts in order
   * @param all in order
   */
  static Long firstComplete(List<Long> starts, List<Occurrence> all, long span, long least) {
    Map<String, Integer> values = new HashMap<>();
    long calls = 0;
    int begin = 0;
    int end = 0;
    for (long start : starts) {
      for (; end < all.size() && all.get(end).time() < start + span; end++) {
        calls += all.get(end).enter(values);
      }
      for (; begin < end && all.get(begin).time() < start; begin++) {
        calls -= all.get(begin).leave(values);
      }
      if (values.size() + calls >= least) {
        return start;
      }
    }
    return null;
  }

  private int enter(Map<String, Integer> values) {
    if (value != null) {
      values.merge(value, 1, Integer::sum);
    }
    return calls;
  }

  private int leave(Map<String, Integer> values) {
    if (value != null) {
      values.computeIfPresent(value, (same, n) -> n == 1 ? null : n - 1);
    }
    return calls;
  }
}

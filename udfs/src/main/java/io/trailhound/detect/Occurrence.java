package io.trailhound.detect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A counted value at a time. */
record Occurrence(long time, String value) {
  static final Comparator<Occurrence> IN_ORDER = Comparator.comparingLong(Occurrence::time);

  /**
   * The first of {@code starts} whose window of {@code span} holds at least {@code least} distinct
   * values; null when none does. One pass over both.
   *
   * @param starts in order
   * @param all in order
   */
  static Long firstComplete(List<Long> starts, List<Occurrence> all, long span, long least) {
    Map<String, Integer> inside = new HashMap<>();
    int begin = 0;
    int end = 0;
    for (long start : starts) {
      while (end < all.size() && all.get(end).time() < start + span) {
        inside.merge(all.get(end++).value(), 1, Integer::sum);
      }
      while (begin < end && all.get(begin).time() < start) {
        inside.computeIfPresent(all.get(begin++).value(), (value, n) -> n == 1 ? null : n - 1);
      }
      if (inside.size() >= least) {
        return start;
      }
    }
    return null;
  }
}

package io.trailhound.detect;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;

/**
 * How many uncommon events each hour of a group had, in pairs of its start in milliseconds and the
 * number, in order. What else is known of these hours is a hundred times as much, and nearly always
 * the numbers settle it.
 */
final class UncommonCounts {
  private static final long[] NONE = {};

  private final ValueState<long[]> counts;

  UncommonCounts(RuntimeContext context) {
    counts = context.getState(HourlyBuckets.UNCOMMON_COUNTS);
  }

  private long[] all() throws Exception {
    long[] all = counts.value();
    return all == null ? NONE : all;
  }

  boolean isEmpty() throws Exception {
    return counts.value() == null;
  }

  /** Counts one more. */
  void add(long hour) throws Exception {
    long[] before = all();
    int at = 0;
    while (at < before.length && before[at] < hour) {
      at += 2;
    }
    if (at < before.length && before[at] == hour) {
      before[at + 1]++;
      counts.update(before);
      return;
    }
    long[] all = Arrays.copyOf(before, before.length + 2);
    System.arraycopy(before, at, all, at + 2, before.length - at);
    all[at] = hour;
    all[at + 1] = 1;
    counts.update(all);
  }

  /** Takes what other state has, of before there was this. */
  void set(Iterable<Map.Entry<Long, UncommonHour>> hours) throws Exception {
    SortedMap<Long, Long> numbers = new TreeMap<>();
    hours.forEach(hour -> numbers.put(hour.getKey(), hour.getValue().count));
    long[] all = new long[2 * numbers.size()];
    int used = 0;
    for (Map.Entry<Long, Long> number : numbers.entrySet()) {
      all[used++] = number.getKey();
      all[used++] = number.getValue();
    }
    set(all);
  }

  private void set(long[] all) throws Exception {
    if (all.length == 0) {
      counts.clear();
    } else {
      counts.update(all);
    }
  }

  /** How many there are in the hours that begin at {@code start} or later, before {@code end}. */
  long between(long start, long end) throws Exception {
    long[] all = all();
    long sum = 0;
    for (int i = 0; i < all.length; i += 2) {
      sum += all[i] >= start && all[i] < end ? all[i + 1] : 0;
    }
    return sum;
  }

  /** Takes out the hours that begin at {@code hour} or earlier and returns them. */
  long[] removeUpTo(long hour) throws Exception {
    long[] all = all();
    int end = 0;
    while (end < all.length && all[end] <= hour) {
      end += 2;
    }
    if (end > 0) {
      set(Arrays.copyOfRange(all, end, all.length));
    }
    long[] removed = new long[end / 2];
    for (int i = 0; i < removed.length; i++) {
      removed[i] = all[2 * i];
    }
    return removed;
  }

  /** The first hour; {@link Long#MAX_VALUE} when there is none. */
  long first() throws Exception {
    long[] all = all();
    return all.length == 0 ? Long.MAX_VALUE : all[0];
  }

  void clear() {
    counts.clear();
  }
}

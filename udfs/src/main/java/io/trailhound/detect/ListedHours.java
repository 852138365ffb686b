package io.trailhound.detect;

import java.util.Arrays;
import java.util.Collection;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;

/** The hours of a group that are in {@link HourlyBuckets#TRUSTED}, milliseconds, in order. */
final class ListedHours {
  private static final long[] NONE = {};

  private final ValueState<long[]> hours;

  ListedHours(RuntimeContext context) {
    hours = context.getState(HourlyBuckets.HOURS);
  }

  /** None where there is no list. */
  long[] all() throws Exception {
    long[] all = hours.value();
    return all == null ? NONE : all;
  }

  boolean isEmpty() throws Exception {
    return hours.value() == null;
  }

  /** Adds an hour that isn't listed. */
  void add(long hour) throws Exception {
    long[] before = all();
    long[] all = Arrays.copyOf(before, before.length + 1);
    all[before.length] = hour;
    Arrays.sort(all);
    hours.update(all);
  }

  void remove(long hour) throws Exception {
    long[] all = all();
    int at = Arrays.binarySearch(all, hour);
    if (at >= 0) {
      long[] left = Arrays.copyOf(all, all.length - 1);
      System.arraycopy(all, at + 1, left, at, left.length - at);
      set(left);
    }
  }

  void set(Collection<Long> all) throws Exception {
    set(all.stream().mapToLong(hour -> hour).sorted().toArray());
  }

  private void set(long[] all) throws Exception {
    if (all.length == 0) {
      hours.clear();
    } else {
      hours.update(all);
    }
  }

  void clear() {
    hours.clear();
  }
}

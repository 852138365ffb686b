package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Measure;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;

/**
 * The calls of tumbling windows, each once, and what they count toward the threshold. Nearly all
 * windows end with one or two: a few lie together in {@link ValueCount.Progress}, which is read
 * anyway; of more each is an entry of its own, and until the early alert each of their values, so
 * that a call costs the same however many there are.
 */
final class WindowCalls {
  /** Calls that lie together. */
  static final int FEW = 8;

  /** Characters of all their values: a call may have a list of forty thousand. */
  private static final int SHORT = 4_096;

  private static final Comparator<Call> BY_ID = Comparator.comparing(Call::eventId);

  private final MapState<String, Call> entries;

  /** The distinct values so far, as keys, never more than the threshold. */
  private final MapState<String, Boolean> values;

  WindowCalls(RuntimeContext context) {
    entries = context.getMapState(ValueCount.CALLS);
    values = context.getMapState(ValueCount.VALUES);
  }

  /** Adds a call; one of the same event makes place. */
  void put(Rule.ValueCount rule, ValueCount.Progress window, Call call) throws Exception {
    if (window.few == null) {
      entries.put(call.eventId(), call);
      return;
    }
    window.few.removeIf(before -> before.eventId().equals(call.eventId()));
    window.few.add(call);
    window.few.sort(BY_ID);
    if (window.few.size() > FEW
        || window.few.stream().mapToInt(WindowCalls::length).sum() > SHORT) {
      spread(rule, window);
    }
  }

  private static int length(Call call) {
    return call.value() == null ? 0 : call.value().length();
  }

  private void spread(Rule.ValueCount rule, ValueCount.Progress window) throws Exception {
    for (Call call : window.few) {
      entries.put(call.eventId(), call);
    }
    if (rule.monotone() && rule.field() != null && !window.isTold()) {
      for (String value : distinct(window.few)) {
        values.put(value, true);
      }
    }
    window.few = null;
  }

  private static Set<String> distinct(List<Call> calls) {
    Set<String> values = new HashSet<>();
    calls.forEach(call -> values.addAll(Values.split(call.value())));
    return values;
  }

  /** All of a window. */
  Iterable<Call> all(ValueCount.Progress window) throws Exception {
    return window == null || window.few == null ? entries.values() : new ArrayList<>(window.few);
  }

  /**
   * Counts toward the threshold a call that wasn't put yet; when that is reached, the window is
   * told.
   *
   * @return whether something is other than before
   */
  boolean count(Rule.ValueCount rule, Signal signal, ValueCount.Progress window) throws Exception {
    if (window.isTold()) {
      return false;
    }
    long before = window.distinct;
    if (window.few == null) {
      takeOver(window);
      long needed = rule.threshold().min() - window.distinct;
      window.distinct +=
          rule.field() == null ? newCalls(signal, window) : newValues(signal, needed);
    } else if (rule.field() == null) {
      window.distinct = newCalls(signal, window) + (long) window.few.size();
    } else {
      Set<String> all = distinct(window.few);
      all.addAll(Values.split(signal.value));
      window.distinct = all.size();
    }
    if (window.distinct >= rule.threshold().min()) {
      if (window.few == null) {
        values.clear();
      }
      window.distinct = rule.threshold().min(); // one call may have brought more
      window.tell();
      return true;
    }
    return window.distinct != before;
  }

  private void takeOver(ValueCount.Progress of010) throws Exception {
    for (String value : of010.seen) {
      values.put(value, true);
    }
    of010.distinct += of010.seen.size();
    of010.seen = new HashSet<>();
  }

  private int newCalls(Signal signal, ValueCount.Progress window) throws Exception {
    return contains(window, signal.eventId) ? 0 : 1;
  }

  private boolean contains(ValueCount.Progress window, String eventId) throws Exception {
    return window.few == null
        ? entries.contains(eventId)
        : window.few.stream().anyMatch(call -> call.eventId().equals(eventId));
  }

  /** No more than are needed: a call may have a list of forty thousand. */
  private long newValues(Signal signal, long needed) throws Exception {
    long fresh = 0;
    for (String value : Values.split(signal.value)) {
      if (fresh < needed && !values.contains(value)) {
        values.put(value, true);
        fresh++;
      }
    }
    return fresh;
  }

  /**
   * Adds to the sum that is told early the numbers of a call that wasn't put yet.
   *
   * @return whether something is other than before
   */
  boolean sum(Measure measure, Signal signal, ValueCount.Progress window) throws Exception {
    if (signal.value == null || contains(window, signal.eventId)) {
      return false;
    }
    window.sum = Sums.add(window.sum, signal.value);
    if (Sums.fires(measure, window.sum)) {
      window.tell();
    }
    return true;
  }

  void clear(ValueCount.Progress window) {
    if (window == null || window.few == null) {
      entries.clear();
      values.clear();
    }
  }
}

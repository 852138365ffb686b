package io.trailhound.detect;

import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The calls of a group and the windows of a rule that fire by what is known of them: a window
 * begins at a call, windows are decided in the order of their first call, one that fires takes its
 * calls with it.
 *
 * <p>A call is written once and read again only when a window near it fires. Whether it completes
 * one is seen from three {@link Stretch}es. One that makes an earlier window fire may undo a later
 * one, and what that had taken is free for others: {@link #decide} goes on until it meets a window
 * that stays.
 */
final class SlidingWindows {
  static final MapStateDescriptor<Long, Integer> CALL_SIZES =
      new MapStateDescriptor<>("call-sizes", Types.LONG, Types.INT);
  static final MapStateDescriptor<Slot, Call> CALLS =
      new MapStateDescriptor<>("calls", Types.POJO(Slot.class), Types.POJO(Call.class));
  static final MapStateDescriptor<CallId, Boolean> CALL_IDS =
      new MapStateDescriptor<>("call-ids", Types.POJO(CallId.class), Types.BOOLEAN);
  static final MapStateDescriptor<Long, Stretch> STRETCHES =
      new MapStateDescriptor<>("stretches", Types.LONG, Types.POJO(Stretch.class));

  /** Starts of windows that fire now and of those that do no more. */
  record Change(List<Long> fired, List<Long> undone) {
    Change() {
      this(new ArrayList<>(1), new ArrayList<>(0));
    }
  }

  private final ListsByTime<Call> calls;
  private final MapState<CallId, Boolean> ids;
  private final MapState<Long, Stretch> stretches;

  SlidingWindows(RuntimeContext context) {
    calls = new ListsByTime<>(context.getMapState(CALL_SIZES), context.getMapState(CALLS));
    ids = context.getMapState(CALL_IDS);
    stretches = context.getMapState(STRETCHES);
  }

  /** Whether the call is held already: a repeated delivery. */
  boolean holds(Call call, long span) throws Exception {
    return ids.contains(new CallId(Times.windowStart(call.time(), span), call.eventId()));
  }

  /** Holds the call; returns whether it's the first one of its stretch. */
  boolean hold(Call call, long span) throws Exception {
    long home = Times.windowStart(call.time(), span);
    ids.put(new CallId(home, call.eventId()), true);
    return calls.add(home, call);
  }

  /** Whether the call, which is held, makes a window complete that did not fire so far. */
  boolean completes(Rule.ValueCount rule, Call call) throws Exception {
    long span = span(rule);
    long home = Times.windowStart(call.time(), span);
    Stretch before = stretch(home - span);
    Stretch here = stretch(home);
    if (!note(rule, call, before, here)) {
      return false;
    }
    Stretch after = stretch(home + span);
    long least = rule.threshold().min();
    if (before.size() + here.size() + after.size() < least) {
      return false;
    }
    List<Long> starts = new ArrayList<>();
    before.starts(starts);
    here.starts(starts);
    starts.removeIf(start -> start <= call.time() - span || start > call.time());
    starts.sort(null);
    List<Occurrence> all = new ArrayList<>();
    List.of(before, here, after).forEach(stretch -> stretch.occurrences(all));
    all.sort(Occurrence.IN_ORDER);
    return Occurrence.firstComplete(starts, all, span, least) != null;
  }

  /** Notes the call where it belongs; returns whether that changes anything. */
  private boolean note(Rule.ValueCount rule, Call call, Stretch before, Stretch here)
      throws Exception {
    long span = span(rule);
    long home = Times.windowStart(call.time(), span);
    long most = rule.threshold().min();
    Collection<String> values = values(rule, call);
    boolean changed;
    if (here.fired != null && here.fired <= call.time()) {
      changed = here.addTaken(values, call.time(), most);
    } else if (before.fired != null && call.time() < before.fired + span) {
      changed = before.addTaken(values, call.time(), most);
      home -= span;
    } else {
      changed = here.addFree(values, call.time());
    }
    if (changed) {
      stretches.put(home, home == Times.windowStart(call.time(), span) ? here : before);
    }
    return changed;
  }

  /**
   * Decides again which windows fire, those that begin in [from, until), and what hangs on them.
   *
   * @param used no window begins before that
   */
  Change decide(Rule.ValueCount rule, long from, long until, long used) throws Exception {
    long span = span(rule);
    Change change = new Change();
    Long covering = fired(from - span + 1, from, span);
    long at = Math.max(used, covering == null ? from : covering + span);
    long end = until;
    while (at < end) {
      Long stays = fired(at, end, span);
      Long start = firstComplete(rule, at, stays == null ? end : stays);
      if (start == null && stays == null) {
        break;
      }
      if (start != null) {
        Long displaced = fired(start, start + span, span);
        if (displaced != null) {
          change.undone.add(displaced);
          setFired(displaced, span, null);
          end = Math.max(end, displaced + span);
        }
        change.fired.add(start);
        setFired(start, span, start);
      }
      at = (start == null ? stays : start) + span;
    }
    if (!change.fired.isEmpty()) {
      for (long home = Times.windowStart(change.fired.get(0), span);
          home < Math.max(at, end);
          home += span) {
        index(rule, home, used);
      }
    }
    return change;
  }

  /** Start of the first window that fired and begins in [from, to), or null. */
  private Long fired(long from, long to, long span) throws Exception {
    for (long home = Times.windowStart(from, span); home < to; home += span) {
      Long fired = stretch(home).fired;
      if (fired != null && fired >= from && fired < to) {
        return fired;
      }
    }
    return null;
  }

  private void setFired(long at, long span, Long fired) throws Exception {
    long home = Times.windowStart(at, span);
    Stretch stretch = stretch(home);
    stretch.fired = fired;
    stretches.put(home, stretch);
  }

  private Long firstComplete(Rule.ValueCount rule, long from, long to) throws Exception {
    List<Call> around = calls(from, to + span(rule), span(rule));
    List<Long> starts =
        around.stream().map(Call::time).filter(time -> time < to).distinct().toList();
    List<Occurrence> all = new ArrayList<>();
    for (Call call : around) {
      values(rule, call).forEach(value -> all.add(new Occurrence(call.time(), value)));
    }
    return Occurrence.firstComplete(starts, all, span(rule), rule.threshold().min());
  }

  /** Makes a stretch anew from its calls and from the windows that fired. */
  private void index(Rule.ValueCount rule, long home, long used) throws Exception {
    long span = span(rule);
    List<Call> own = calls.get(home);
    if (own.isEmpty()) {
      return;
    }
    Stretch stretch = new Stretch();
    stretch.fired = stretch(home).fired;
    Long before = stretch(home - span).fired;
    long from = Math.max(used, before == null ? home : before + span);
    long to = stretch.fired == null ? home + span : stretch.fired;
    for (Call call : own) {
      if (call.time() >= from && call.time() < to) {
        stretch.addFree(values(rule, call), call.time());
      }
    }
    if (stretch.fired != null) {
      for (Call call : calls(to, to + span, span)) {
        stretch.addTaken(values(rule, call), call.time(), rule.threshold().min());
      }
    }
    stretches.put(home, stretch);
  }

  /** All windows that fire, when nothing is known of any. */
  Set<Long> decideAll(Rule.ValueCount rule, Set<Long> homes, long used) throws Exception {
    Set<Long> all = new TreeSet<>();
    for (long home : homes) {
      all.addAll(decide(rule, home, home + span(rule), used).fired);
    }
    for (long home : homes) {
      index(rule, home, used);
    }
    return all;
  }

  /** Whether a window fires that begins at {@code start}; from now on it's no more looked at. */
  boolean isDone(long start, long span) throws Exception {
    long home = Times.windowStart(start, span);
    Stretch stretch = stretch(home);
    if (stretch.fired == null || stretch.fired != start) {
      return false;
    }
    stretch.fired = null;
    stretch.taken.clear();
    stretches.put(home, stretch);
    return true;
  }

  /** The calls in [from, to), in order. */
  List<Call> calls(long from, long to, long span) throws Exception {
    List<Call> all = new ArrayList<>();
    for (long home = Times.windowStart(from, span); home < to; home += span) {
      all.addAll(calls.get(home));
    }
    all.removeIf(call -> call.time() < from || call.time() >= to);
    all.sort(Call.IN_ORDER);
    return all;
  }

  /** Forgets the stretch that begins at {@code home}, if there is one. */
  void forget(long home) throws Exception {
    for (Call call : calls.remove(home)) {
      ids.remove(new CallId(home, call.eventId()));
    }
    stretches.remove(home);
  }

  boolean isEmpty() throws Exception {
    return calls.isEmpty();
  }

  /** Adds all calls and the starts of windows that fired to the arguments, and forgets them. */
  void takeAll(Collection<Call> held, Set<Long> fired) throws Exception {
    held.addAll(calls.all());
    for (Stretch stretch : stretches.values()) {
      if (stretch.fired != null) {
        fired.add(stretch.fired);
      }
    }
    clear();
  }

  void clear() {
    calls.clear();
    ids.clear();
    stretches.clear();
  }

  private Stretch stretch(long home) throws Exception {
    Stretch stretch = stretches.get(home);
    return stretch == null ? new Stretch() : stretch;
  }

  /** What counts of a call: its values, or for event_count itself. */
  private static Collection<String> values(Rule.ValueCount rule, Call call) {
    return rule.field() == null ? List.of(call.eventId()) : Values.split(call.value());
  }

  private static long span(Rule.ValueCount rule) {
    return rule.timespan().toMillis();
  }
}

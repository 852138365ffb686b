package io.trailhound.detect;

import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;

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
  /** An early alert goes out again so often at most: each costs all calls of its window. */
  private static final int MOST_REVISIONS = 10;

  /** Starts of windows that fire now and of those that do no more. */
  record Change(List<Long> fired, List<Long> undone) {
    Change() {
      this(new ArrayList<>(1), new ArrayList<>(0));
    }
  }

  private final HeldCalls calls;
  private final Stretches stretches;

  /** See {@link #moved}. */
  private Long moved;

  SlidingWindows(RuntimeContext context, HeldCalls calls) {
    this.calls = calls;
    stretches = new Stretches(context);
  }

  /** Whether the call, which is held, makes a window complete that did not fire so far. */
  boolean completes(Rule.ValueCount rule, Call call) throws Exception {
    long span = rule.span();
    long home = Times.windowStart(call.time(), span);
    Stretch before = stretches.at(home - span);
    Stretch here = stretches.at(home);
    if (!note(rule, call, before, here)) {
      return false;
    }
    Stretch after = stretches.at(home + span);
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
    long span = rule.span();
    long home = Times.windowStart(call.time(), span);
    long most = rule.threshold().min();
    Collection<String> values = values(rule, call);
    boolean changed;
    moved = null;
    if (here.fired != null && here.fired <= call.time()) {
      changed = addTaken(here, values, call.time(), most);
    } else if (before.fired != null && call.time() < before.fired + span) {
      changed = addTaken(before, values, call.time(), most);
      home -= span;
    } else {
      changed = here.addFree(values, call.time());
    }
    if (changed) {
      stretches.put(home, home == Times.windowStart(call.time(), span) ? here : before);
    }
    return changed;
  }

  private boolean addTaken(Stretch stretch, Collection<String> values, long time, long most) {
    long complete = stretch.latestTaken();
    boolean changed = stretch.addTaken(values, time, most);
    if (stretch.latestTaken() < complete && stretch.revisions < MOST_REVISIONS) {
      stretch.revisions++;
      moved = stretch.fired;
    }
    return changed;
  }

  /**
   * Start of a window that had fired before and that the last call noted has completed earlier, so
   * that a sequence has to learn of it; null when there is none.
   */
  Long moved(long span) throws Exception {
    return moved == null ? null : stretches.fired(moved, moved + 1, span);
  }

  /**
   * Decides again which windows fire, those that begin in [from, until), and what hangs on them.
   *
   * @param used no window begins before that
   */
  Change decide(Rule.ValueCount rule, long from, long until, long used) throws Exception {
    long span = rule.span();
    Change change = new Change();
    Long covering = stretches.fired(from - span + 1, from, span);
    long at = Math.max(used, covering == null ? from : covering + span);
    long end = until;
    while (at < end) {
      Long stays = stretches.fired(at, end, span);
      Long start = firstComplete(rule, at, stays == null ? end : stays);
      if (start == null && stays == null) {
        break;
      }
      if (start != null) {
        Long displaced = stretches.fired(start, start + span, span);
        if (displaced != null) {
          change.undone.add(displaced);
          stretches.setFired(displaced, span, false);
          end = Math.max(end, displaced + span);
        }
        change.fired.add(start);
        stretches.setFired(start, span, true);
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

  private Long firstComplete(Rule.ValueCount rule, long from, long to) throws Exception {
    List<Call> around = calls.in(from, to + rule.span(), rule.span());
    List<Long> starts =
        around.stream().map(Call::time).filter(time -> time < to).distinct().toList();
    List<Occurrence> all = new ArrayList<>();
    for (Call call : around) {
      values(rule, call).forEach(value -> all.add(new Occurrence(call.time(), value)));
    }
    return Occurrence.firstComplete(starts, all, rule.span(), rule.threshold().min());
  }

  /** Makes a stretch anew from its calls and from the windows that fired. */
  private void index(Rule.ValueCount rule, long home, long used) throws Exception {
    long span = rule.span();
    List<Call> own = calls.of(home);
    if (own.isEmpty()) {
      return;
    }
    Stretch stretch = new Stretch();
    stretch.fired = stretches.at(home).fired;
    stretch.revisions = stretches.at(home).revisions;
    Long before = stretches.at(home - span).fired;
    long from = Math.max(used, before == null ? home : before + span);
    long to = stretch.fired == null ? home + span : stretch.fired;
    for (Call call : own) {
      if (call.time() >= from && call.time() < to) {
        stretch.addFree(values(rule, call), call.time());
      }
    }
    if (stretch.fired != null) {
      for (Call call : calls.in(to, to + span, span)) {
        stretch.addTaken(values(rule, call), call.time(), rule.threshold().min());
      }
    }
    stretches.put(home, stretch);
  }

  /** All windows that fire, when nothing is known of any. */
  Set<Long> decideAll(Rule.ValueCount rule, Set<Long> homes, long used) throws Exception {
    Set<Long> all = new TreeSet<>();
    for (long home : homes) {
      all.addAll(decide(rule, home, home + rule.span(), used).fired);
    }
    for (long home : homes) {
      index(rule, home, used);
    }
    return all;
  }

  /** Whether a window fires that begins at {@code start}; from now on it's no more looked at. */
  boolean isDone(long start, long span) throws Exception {
    long home = Times.windowStart(start, span);
    Stretch stretch = stretches.at(home);
    if (stretch.fired == null || stretch.fired != start) {
      return false;
    }
    stretch.fired = null;
    stretch.taken.clear();
    stretches.put(home, stretch);
    return true;
  }

  /** Forgets the stretch that begins at {@code home}, if there is one. */
  void forget(long home) throws Exception {
    calls.forget(home);
    stretches.remove(home);
  }

  /** Adds the starts of windows that fired to {@code fired}; gives all calls, and forgets both. */
  List<Call> takeAll(Set<Long> fired) throws Exception {
    List<Call> held = calls.all();
    stretches.addFired(fired);
    clear();
    return held;
  }

  void clear() {
    calls.clear();
    stretches.clear();
  }

  /** What counts of a call: its values, or for event_count itself. */
  private static Collection<String> values(Rule.ValueCount rule, Call call) {
    return rule.field() == null ? List.of(call.eventId()) : Values.split(call.value());
  }
}

package io.trailhound.detect;

import io.trailhound.rules.Rule;
import java.util.ArrayList;
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
 * one, and what that had taken is free for others: {@link WindowSearch}.
 */
final class SlidingWindows {
  /** An early alert goes out again so often at most: each costs all calls of its window. */
  private static final int MOST_REVISIONS = 10;

  private final Stretches stretches;
  private final WindowSearch search;
  private final HeldCalls calls;

  /** See {@link #moved}. */
  private Long moved;

  SlidingWindows(RuntimeContext context, HeldCalls calls) {
    this.calls = calls;
    stretches = new Stretches(context);
    search = new WindowSearch(calls, stretches);
  }

  /**
   * Notes a call, which is held, and decides which windows fire because of it.
   *
   * @param used no window begins before that
   */
  WindowSearch.Change add(Rule.ValueCount rule, Call call, long used) throws Exception {
    WindowSearch.Change change = new WindowSearch.Change();
    moved = null;
    long from = call.time() - rule.span() + 1;
    if (search.isUndecided(from, rule.span())) {
      search.putOff(from, rule.span(), change);
    } else if (completes(rule, call)) {
      search.decide(rule, from, call.time() + 1, used, change);
    }
    return change;
  }

  /** Whether the call makes a window complete that did not fire so far. */
  private boolean completes(Rule.ValueCount rule, Call call) throws Exception {
    long span = rule.span();
    long home = Times.windowStart(call.time(), span);
    Stretch before = stretches.at(home - span);
    Stretch here = stretches.at(home);
    if (!note(rule, call, before, here)) {
      return false;
    }
    long least = rule.threshold().min();
    if (rule.field() == null && held(home, span) < least) {
      return false;
    }
    Stretch after = stretches.at(home + span);
    if (before.size() + here.size() + after.size() < least) {
      return false;
    }
    Set<Long> starts = new TreeSet<>();
    before.starts(starts);
    here.starts(starts);
    starts.removeIf(start -> start <= call.time() - span || start > call.time());
    List<Occurrence> all = new ArrayList<>();
    List.of(before, here, after).forEach(stretch -> stretch.occurrences(all));
    all.sort(Occurrence.IN_ORDER);
    return Occurrence.firstComplete(List.copyOf(starts), all, span, least) != null;
  }

  /** No fewer than a window has that holds a call of the stretch at {@code home}. */
  private long held(long home, long span) throws Exception {
    return (long) calls.size(home - span) + calls.size(home) + calls.size(home + span);
  }

  /** Notes the call where it belongs; returns whether that changes anything. */
  private boolean note(Rule.ValueCount rule, Call call, Stretch before, Stretch here)
      throws Exception {
    long span = rule.span();
    long home = Times.windowStart(call.time(), span);
    boolean inBefore = before.fired != null && call.time() < before.fired + span;
    if (here.fired != null && here.fired <= call.time()) {
      inBefore = false;
    } else if (!inBefore) {
      if (!search.addFree(rule, here, call)) {
        return false;
      }
      stretches.put(home, here);
      return true;
    }
    Stretch taking = inBefore ? before : here;
    if (!addTaken(rule, taking, call)) {
      return false;
    }
    stretches.put(inBefore ? home - span : home, taking);
    return true;
  }

  private boolean addTaken(Rule.ValueCount rule, Stretch stretch, Call call) {
    long complete = stretch.latestTaken();
    boolean changed = search.addTaken(rule, stretch, call);
    if (stretch.latestTaken() < complete && stretch.revisions < MOST_REVISIONS) {
      stretch.revisions++;
      moved = stretch.fired;
    }
    return changed;
  }

  /**
   * Start of a window that had fired before and that the last call has completed earlier, so that a
   * sequence has to learn of it; null when there is none.
   */
  Long moved(long span) throws Exception {
    return moved == null ? null : stretches.fired(moved, moved + 1, span);
  }

  /** Decides what was put off until no call can come for windows that begin at {@code start}. */
  WindowSearch.Change settle(Rule.ValueCount rule, long start, long used) throws Exception {
    return search.settle(rule, start, used);
  }

  /** All windows that fire, when nothing is known of any. */
  WindowSearch.Change decideAll(Rule.ValueCount rule, Set<Long> homes, long used) throws Exception {
    return search.decideAll(rule, homes, used);
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
    stretch.takenCalls.clear();
    stretches.put(home, stretch);
    return true;
  }

  /** Forgets the stretch that begins at {@code home}, if there is one. */
  void forget(long home) throws Exception {
    calls.forget(home);
    stretches.remove(home);
  }

  /** Adds the starts of windows that fired to {@code fired}, and forgets them. */
  void takeFired(Set<Long> fired) throws Exception {
    stretches.addFired(fired);
    stretches.clear();
  }

  void clear() {
    calls.clear();
    stretches.clear();
  }
}

package io.trailhound.detect;

import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which windows of {@link SlidingWindows} fire, from all calls around them: goes from window to
 * window until it meets one that stays.
 *
 * <p>That reads many calls, and whoever's calls arrive in the wrong order can have it done again
 * and again, each time for a window a second earlier. So it's done anew in a stretch only when the
 * calls around it have become an eighth more; else it's put off until the watermark has come to
 * where such a window may end. What is final doesn't hang on it, and each call has a share in a
 * limited number of searches.
 */
final class WindowSearch {
  /** So few calls may be read at any time. */
  private static final int FEW = 50;

  /**
   * Starts of windows that fire now and of those that do no more, and of those that are yet to be
   * decided, at their end.
   */
  record Change(List<Long> fired, List<Long> undone, List<Long> putOff) {
    Change() {
      this(new ArrayList<>(1), new ArrayList<>(0), new ArrayList<>(0));
    }

    /** Makes all windows that fire to those that are new since {@code before}. */
    void since(Set<Long> before) {
      undone.clear();
      undone.addAll(before);
      undone.removeAll(fired);
      fired.removeAll(before);
    }
  }

  private final HeldCalls calls;
  private final Stretches stretches;

  WindowSearch(HeldCalls calls, Stretches stretches) {
    this.calls = calls;
    this.stretches = stretches;
  }

  boolean addFree(Rule.ValueCount rule, Stretch stretch, Call call) {
    if (rule.field() != null) {
      return stretch.addFree(Values.split(call.value()), call.time());
    }
    stretch.addFree(call.time());
    return true;
  }

  boolean addTaken(Rule.ValueCount rule, Stretch stretch, Call call) {
    long most = rule.threshold().min();
    return rule.field() == null
        ? stretch.addTaken(call.time(), most)
        : stretch.addTaken(Values.split(call.value()), call.time(), most);
  }

  /** Whether windows that begin where this one does are yet to be decided. */
  boolean isUndecided(long start, long span) throws Exception {
    return stretches.at(Times.windowStart(start, span)).undecided != null;
  }

  /** Puts off what begins at {@code start} or later. */
  void putOff(long start, long span, Change change) throws Exception {
    long home = Times.windowStart(start, span);
    Stretch stretch = stretches.at(home);
    if (stretch.undecided == null || start < stretch.undecided) {
      stretch.undecided = start;
      stretches.put(home, stretch);
      change.putOff.add(start);
    }
  }

  /** Decides what was put off to the end of a window that begins at {@code start}, if it was. */
  Change settle(Rule.ValueCount rule, long start, long used) throws Exception {
    long span = rule.span();
    long home = Times.windowStart(start, span);
    Stretch stretch = stretches.at(home);
    Change change = new Change();
    if (stretch.undecided != null && stretch.undecided <= start) {
      long from = stretch.undecided;
      stretch.undecided = null;
      stretch.decidedWith = 0;
      stretches.put(home, stretch);
      long end = search(rule, from, home + 2 * span, used, change);
      indexAll(rule, home, Math.max(end, home + 3 * span), used);
    }
    return change;
  }

  /**
   * Decides again which windows fire, those that begin in [from, until), and what hangs on them.
   *
   * @param used no window begins before that
   */
  void decide(Rule.ValueCount rule, long from, long until, long used, Change change)
      throws Exception {
    long end = search(rule, from, until, used, change);
    if (!change.fired.isEmpty()) {
      indexAll(rule, Times.windowStart(change.fired.get(0), rule.span()), end, used);
    }
  }

  /** Returns where the windows end that may be others now. */
  private long search(Rule.ValueCount rule, long from, long until, long used, Change change)
      throws Exception {
    long span = rule.span();
    Long covering = stretches.fired(from - span + 1, from, span);
    long at = Math.max(used, covering == null ? from : covering + span);
    long end = until;
    while (at < end) {
      Long stays = stretches.fired(at, end, span);
      if (!isWorthIt(at, span)) {
        putOff(at, span, change);
        break;
      }
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
    return Math.max(at, end);
  }

  /**
   * Whether there are enough more calls than last time from {@code at} on; if so it's this time.
   */
  private boolean isWorthIt(long at, long span) throws Exception {
    long home = Times.windowStart(at, span);
    int around = calls.size(home) + calls.size(home + span) + calls.size(home + 2 * span);
    if (around <= FEW) {
      return true;
    }
    Stretch stretch = stretches.at(home);
    if (around - stretch.decidedWith < around / 8) {
      return false;
    }
    stretch.decidedWith = around;
    stretches.put(home, stretch);
    return true;
  }

  private Long firstComplete(Rule.ValueCount rule, long from, long to) throws Exception {
    Set<Long> starts = new TreeSet<>();
    Set<Occurrence> values = new HashSet<>();
    Stretch all = new Stretch();
    calls.forEach(
        from,
        to + rule.span(),
        rule.span(),
        call -> {
          if (call.time() < to) {
            starts.add(call.time());
          }
          if (rule.field() == null) {
            all.addFree(call.time());
          }
          for (String value : Values.split(call.value())) {
            values.add(new Occurrence(call.time(), value));
          }
        });
    List<Occurrence> counted = new ArrayList<>();
    if (rule.field() == null) {
      all.occurrences(counted);
    } else {
      counted.addAll(values);
    }
    counted.sort(Occurrence.IN_ORDER);
    return Occurrence.firstComplete(
        List.copyOf(starts), counted, rule.span(), rule.threshold().min());
  }

  private void indexAll(Rule.ValueCount rule, long from, long to, long used) throws Exception {
    for (long home = from; home < to; home += rule.span()) {
      index(rule, home, used);
    }
  }

  /** Makes a stretch anew from its calls and from the windows that fired. */
  private void index(Rule.ValueCount rule, long home, long used) throws Exception {
    if (calls.size(home) == 0) {
      return;
    }
    long span = rule.span();
    Stretch known = stretches.at(home);
    Stretch stretch = new Stretch();
    stretch.fired = known.fired;
    stretch.revisions = known.revisions;
    stretch.undecided = known.undecided;
    stretch.decidedWith = known.decidedWith;
    Long before = stretches.at(home - span).fired;
    long from = Math.max(Math.max(used, home), before == null ? home : before + span);
    long to = stretch.fired == null ? home + span : stretch.fired;
    calls.forEach(from, to, span, call -> addFree(rule, stretch, call));
    if (stretch.fired != null) {
      calls.forEach(to, to + span, span, call -> addTaken(rule, stretch, call));
    }
    stretches.put(home, stretch);
  }

  /** All windows that fire, when nothing is known of any. */
  Change decideAll(Rule.ValueCount rule, Set<Long> homes, long used) throws Exception {
    Change change = new Change();
    for (long home : homes) {
      decide(rule, home, home + rule.span(), used, change);
    }
    change.fired.removeAll(change.undone);
    for (long home : homes) {
      index(rule, home, used);
    }
    return change;
  }
}

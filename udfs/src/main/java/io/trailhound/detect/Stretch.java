package io.trailhound.detect;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a timespan-aligned stretch of time decides whether another call completes a window of
 * {@link SlidingCount}. However many calls there are, it's no more than a few times the threshold:
 *
 * <p>Of a value outside windows that fired, the first and the last time in the stretch are enough,
 * because a window that holds one in between holds one of the two; and there are fewer values than
 * the threshold, or a window would have fired. Of those inside a window that fired, only an earlier
 * window would make use, which ends within it: so for each value its first time is enough, and of
 * these as many as the threshold.
 *
 * <p>Where calls count and not values, all that have the same time are one number.
 */
public final class Stretch {
  /** Times of values outside windows that fired. */
  public Map<String, Long> first = new HashMap<>();

  /** The same, where there's more than one. */
  public Map<String, Long> last = new HashMap<>();

  /** How many calls have a time outside windows that fired, where calls count. */
  public Map<Long, Integer> calls = new HashMap<>();

  /** Time of the latest call outside windows that fired, whether it brings values or none. */
  public long latest = Long.MIN_VALUE;

  /** Start of the window that fired and begins here, or null. */
  public Long fired;

  /** How often that window turned out to be complete earlier than was told. */
  public int revisions;

  /** First times of values in that window, also where it reaches beyond the stretch. */
  public Map<String, Long> taken = new HashMap<>();

  /** Likewise how many calls have a time, where calls count. */
  public Map<Long, Integer> takenCalls = new HashMap<>();

  /** From when on it's yet to be decided which windows fire, or null. See {@link WindowSearch}. */
  public Long undecided;

  /** How many calls there were around here when that was decided; 0 for few. */
  public int decidedWith;

  public Stretch() {}

  /** Adds a call outside windows that fired; returns whether that changes anything. */
  boolean addFree(Collection<String> values, long time) {
    boolean changed = time > latest;
    latest = Math.max(latest, time);
    for (String value : values) {
      Long known = first.get(value);
      if (known == null || time < known) {
        first.put(value, time);
        if (known != null) {
          last.putIfAbsent(value, known);
        }
        changed = true;
      } else if (time > last.getOrDefault(value, known)) {
        last.put(value, time);
        changed = true;
      }
    }
    return changed;
  }

  /**
   * Adds a call inside the window that fired here; returns whether that changes anything.
   *
   * @param most so many values are enough
   */
  boolean addTaken(Collection<String> values, long time, long most) {
    boolean changed = false;
    for (String value : values) {
      Long known = taken.get(value);
      if (known != null ? time < known : taken.size() < most || time < latestTaken()) {
        taken.put(value, time);
        changed = true;
        if (taken.size() > most) {
          taken.values().remove(latestTaken());
        }
      }
    }
    return changed;
  }

  /** Adds a call outside windows that fired. */
  void addFree(long time) {
    latest = Math.max(latest, time);
    calls.merge(time, 1, Integer::sum);
  }

  /**
   * Adds a call inside the window that fired here; returns whether that changes anything.
   *
   * @param most so many calls are enough
   */
  boolean addTaken(long time, long most) {
    boolean full = sum(takenCalls) >= most;
    if (full && time >= latestTaken()) {
      return false;
    }
    takenCalls.merge(time, 1, Integer::sum);
    if (full) {
      takenCalls.computeIfPresent(latestTaken(), (latest, n) -> n == 1 ? null : n - 1);
    }
    return true;
  }

  private static long sum(Map<Long, Integer> calls) {
    return calls.values().stream().mapToLong(n -> n).sum();
  }

  /** When the window that fired here is complete. */
  long latestTaken() {
    if (!takenCalls.isEmpty()) {
      return Collections.max(takenCalls.keySet());
    }
    return taken.isEmpty() ? Long.MIN_VALUE : Collections.max(taken.values());
  }

  boolean isEmpty() {
    return size() == 0
        && latest == Long.MIN_VALUE
        && fired == null
        && undecided == null
        && decidedWith == 0;
  }

  /** No more distinct values or calls than that. */
  long size() {
    return first.size() + taken.size() + sum(calls) + sum(takenCalls);
  }

  /** Adds the times outside windows that fired, at which windows may begin. */
  void starts(Collection<Long> all) {
    all.addAll(first.values());
    all.addAll(last.values());
    all.addAll(calls.keySet());
    if (latest > Long.MIN_VALUE) {
      all.add(latest);
    }
  }

  void occurrences(List<Occurrence> all) {
    first.forEach((value, time) -> all.add(new Occurrence(time, value)));
    last.forEach((value, time) -> all.add(new Occurrence(time, value)));
    taken.forEach((value, time) -> all.add(new Occurrence(time, value)));
    calls.forEach((time, n) -> all.add(new Occurrence(time, n)));
    takenCalls.forEach((time, n) -> all.add(new Occurrence(time, n)));
  }
}

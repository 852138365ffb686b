package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps of a group in, in order; out the chains that CEP would complete with them, each where it
 * completes: of several the one that began first.
 *
 * <p>Open chains that have taken the same steps take the same step next. So they lie together, and
 * a step costs what it moves on, not all that is open. Each is moved on as often as it has steps.
 */
final class ChainSearch {
  private final Chains chains;

  /** Chains by the steps that they have taken, the oldest first. */
  private Map<Set<String>, Deque<List<Signal>>> open = new HashMap<>();

  ChainSearch(Chains chains) {
    this.chains = chains;
  }

  /** Offers the next step to the open chains and lets it begin one; returns the completed one. */
  List<Signal> advance(Signal step) {
    Map<Set<String>, Deque<List<Signal>>> after = new HashMap<>();
    List<Signal> completed = null;
    for (Map.Entry<Set<String>, Deque<List<Signal>>> each : open.entrySet()) {
      Deque<List<Signal>> alike = each.getValue();
      while (!alike.isEmpty() && !chains.within(alike.peekFirst().get(0), step)) {
        alike.removeFirst();
      }
      if (alike.isEmpty() || chains.supersedes(alike.peekFirst(), step)) {
        continue;
      }
      Set<String> taken = each.getKey();
      if (chains.wants(alike.peekFirst(), step)) {
        taken = with(taken, step);
        alike.forEach(chain -> chain.add(step));
        if (taken.size() == chains.rule().least()) {
          completed = older(completed, alike.peekFirst());
        }
      }
      after.merge(taken, alike, this::together);
    }
    if (completed != null) {
      open.clear();
      return completed;
    }
    if (chains.wants(List.of(), step)) {
      List<Signal> chain = new ArrayList<>(chains.rule().least());
      chain.add(step);
      after.computeIfAbsent(Set.of(step.value), none -> new ArrayDeque<>()).addLast(chain);
    }
    open = after;
    return null;
  }

  private static Set<String> with(Set<String> taken, Signal step) {
    Set<String> more = new HashSet<>(taken);
    more.add(step.value);
    return more;
  }

  private List<Signal> older(List<Signal> a, List<Signal> b) {
    return a == null || chains.compareInOrder(b.get(0), a.get(0)) < 0 ? b : a;
  }

  /** The smaller ones go to the others; all of either began before all of the other. */
  private Deque<List<Signal>> together(Deque<List<Signal>> a, Deque<List<Signal>> b) {
    boolean first = chains.compareInOrder(a.peekFirst().get(0), b.peekFirst().get(0)) < 0;
    Deque<List<Signal>> older = first ? a : b;
    Deque<List<Signal>> younger = first ? b : a;
    if (older.size() < younger.size()) {
      older.descendingIterator().forEachRemaining(younger::addFirst);
      return younger;
    }
    older.addAll(younger);
    return older;
  }
}

package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a sequence rule's chain is (RULES.md section 2.5), in one place for the early look and for
 * the CEP pattern: the order of steps, which step a chain takes next, and a search over known steps
 * that completes the chains that the pattern would complete. Pure.
 */
final class Chains implements Serializable {
  private final Rule.Sequence rule;

  Chains(Rule.Sequence rule) {
    this.rule = rule;
  }

  /** By time, then by step, then by event id: CloudTrail's times have a grain of one second. */
  int compareInOrder(Signal a, Signal b) {
    int byTime = Long.compare(a.time, b.time);
    if (byTime != 0) {
      return byTime;
    }
    int byStep = Integer.compare(rule.steps().indexOf(a.value), rule.steps().indexOf(b.value));
    return byStep != 0 ? byStep : a.eventId.compareTo(b.eventId);
  }

  /** Whether {@code signal} is the next step of a chain that has taken {@code taken} so far. */
  boolean wants(List<Signal> taken, Signal signal) {
    if (rule.ordered()) {
      return taken.size() < rule.steps().size()
          && rule.steps().get(taken.size()).equals(signal.value);
    }
    return rule.steps().contains(signal.value) && !hasStep(taken, signal.value);
  }

  /**
   * Whether {@code signal} makes a chain that has only its first step pointless: it's the same step
   * again, later, so whatever completes the older chain completes the younger one.
   */
  boolean supersedes(List<Signal> taken, Signal signal) {
    return taken.size() == 1 && taken.get(0).value.equals(signal.value);
  }

  private static boolean hasStep(List<Signal> taken, String step) {
    for (Signal signal : taken) {
      if (signal.value.equals(step)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the two lie less than the rule's timespan apart. */
  boolean within(Signal first, Signal last) {
    return last.time - first.time < rule.timespan().toMillis();
  }

  /**
   * The chains completed by {@code known}, in order of their last step. After a match nothing
   * before its last step is used again.
   *
   * @param known steps of one group, sorted by {@link #compareInOrder}
   */
  List<List<Signal>> completed(List<Signal> known) {
    List<List<Signal>> completed = new ArrayList<>();
    List<List<Signal>> open = new ArrayList<>();
    for (Signal signal : known) {
      List<Signal> match = advance(open, signal);
      if (match != null) {
        completed.add(match);
        open.clear();
      }
    }
    return completed;
  }

  /** Offers {@code signal} to the open chains and lets it begin one; returns the completed one. */
  private List<Signal> advance(List<List<Signal>> open, Signal signal) {
    Iterator<List<Signal>> chains = open.iterator();
    while (chains.hasNext()) {
      List<Signal> chain = chains.next();
      if (!within(chain.get(0), signal)) {
        chains.remove();
      } else if (wants(chain, signal)) {
        chain.add(signal);
        if (chain.size() == rule.steps().size()) {
          return chain;
        }
      } else if (supersedes(chain, signal)) {
        chains.remove();
      }
    }
    if (wants(List.of(), signal)) {
      List<Signal> chain = new ArrayList<>(rule.steps().size());
      chain.add(signal);
      open.add(chain);
    }
    return null;
  }
}

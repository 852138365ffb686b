package io.trailhound.detect;

import io.trailhound.rules.Rule;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the chains of a group have come at a time, as little of it as tells when one is complete:
 * of those that have taken the same steps only the youngest, because whatever completes an older
 * one completes it as well. {@link Chains#completed} completes chains at the same steps, and says
 * which.
 */
final class OpenChains {
  private final Rule.Sequence rule;
  private final long timespan;

  /** The time of the first step by what was taken, as bits of the rule's steps. */
  private final Map<Long, Long> firsts;

  OpenChains(Chains chains, Map<Long, Long> firsts) {
    this.rule = chains.rule();
    this.timespan = chains.timespan();
    this.firsts = new HashMap<>(firsts);
  }

  /** Goes on through steps of a stretch and adds to {@code completed} when a chain is. */
  void take(List<StepTime> steps, List<Long> completed) {
    Comparator<StepTime> inOrder =
        Comparator.comparingLong(StepTime::time).thenComparing(s -> rule.steps().indexOf(s.step()));
    for (StepTime step : steps.stream().sorted(inOrder).toList()) {
      if (take(step)) {
        completed.add(step.time());
      }
    }
  }

  private boolean take(StepTime step) {
    long bit = 1L << rule.steps().indexOf(step.step());
    Map<Long, Long> after = new HashMap<>();
    forget(step.time());
    for (Map.Entry<Long, Long> chain : firsts.entrySet()) {
      long taken = chain.getKey();
      if (wants(taken, bit)) {
        taken |= bit;
        if (Long.bitCount(taken) == rule.least()) {
          firsts.clear();
          return true;
        }
      } else if (taken == bit) {
        continue; // superseded
      }
      after.merge(taken, chain.getValue(), Math::max);
    }
    if (wants(0, bit)) {
      after.put(bit, step.time());
    }
    firsts.clear();
    firsts.putAll(after);
    return false;
  }

  private boolean wants(long taken, long bit) {
    return rule.ordered() ? taken == bit - 1 : (taken & bit) == 0;
  }

  /** What is open for a step at {@code time}. */
  Map<Long, Long> at(long time) {
    forget(time);
    return firsts;
  }

  private void forget(long time) {
    firsts.values().removeIf(first -> time - first >= timespan);
  }
}

package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps of a group that come and leave in, the chains out that are complete by what is known now
 * and of which no alert is out. All steps are read only where there is such a chain.
 */
final class EarlySearch {
  private final KnownSteps steps;
  private final StepIndex index;
  private final FinalSearch finals;

  EarlySearch(KnownSteps steps, StepIndex index, FinalSearch finals) {
    this.steps = steps;
    this.index = index;
    this.finals = finals;
  }

  /**
   * Looks for such chains, and notes in {@code look} that their alerts are out.
   *
   * @param left where a step was; may be null
   * @param came where one is now; may be null
   */
  List<List<Signal>> complete(Chains chains, EarlyLook look, StepTime left, StepTime came)
      throws Exception {
    List<Long> times = times(chains, look, left, came);
    if (times.stream().allMatch(time -> look.sent.contains(bucket(chains, time)))) {
      return List.of();
    }
    List<List<Signal>> unsent = new ArrayList<>();
    for (List<Signal> chain : chains.completed(free(chains))) {
      long bucket = bucket(chains, chain.get(chain.size() - 1).time);
      if (!look.sent.contains(bucket)) {
        look.send(bucket);
        unsent.add(chain);
      }
    }
    return unsent;
  }

  /** When chains are complete, as far as that may be news. */
  private List<Long> times(Chains chains, EarlyLook look, StepTime left, StepTime came)
      throws Exception {
    if (!isIndexed(chains, look)) {
      return index(chains, look);
    }
    List<Long> times = new ArrayList<>();
    if (left != null) {
      times.addAll(index.set(chains, left, steps.count(left), look.latest));
    }
    if (came != null) {
      times.addAll(index.set(chains, came, steps.count(came), look.latest));
    }
    return times;
  }

  /** Whether the index is by this rule. */
  static boolean isIndexed(Chains chains, EarlyLook look) {
    return rule(chains).equals(look.indexed);
  }

  private static String rule(Chains chains) {
    return chains.shape() + " within " + chains.timespan();
  }

  /** Makes the index anew, and notes that in {@code look}; returns when chains are complete. */
  List<Long> index(Chains chains, EarlyLook look) throws Exception {
    look.indexed = rule(chains);
    return index.build(chains, free(chains).stream().map(StepTime::of).toList());
  }

  /** Those that no final chain has used: of a chain that is over the steps may be gone in part. */
  private List<Signal> free(Chains chains) throws Exception {
    return steps.inOrder(chains).stream().filter(finals.free(chains)).toList();
  }

  /** What an alert's id stands for. */
  static long bucket(Chains chains, long time) {
    return Math.floorDiv(time, chains.timespan());
  }
}

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

  EarlySearch(KnownSteps steps, StepIndex index) {
    this.steps = steps;
    this.index = index;
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
    for (List<Signal> chain : chains.completed(steps.inOrder(chains))) {
      long bucket = bucket(chains, chain.get(chain.size() - 1).time);
      if (!look.sent.contains(bucket)) {
        look.sent.add(bucket);
        unsent.add(chain);
      }
    }
    return unsent;
  }

  /** When chains are complete, as far as that may be news. */
  private List<Long> times(Chains chains, EarlyLook look, StepTime left, StepTime came)
      throws Exception {
    String indexed = chains.shape() + " within " + chains.timespan();
    if (!indexed.equals(look.indexed)) {
      look.indexed = indexed;
      return index.build(chains, steps.inOrder(chains).stream().map(StepTime::of).toList());
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

  /** What an alert's id stands for. */
  static long bucket(Chains chains, long time) {
    return Math.floorDiv(time, chains.timespan());
  }
}

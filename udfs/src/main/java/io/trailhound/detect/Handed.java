package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far the steps of a group have been searched for complete chains. */
public final class Handed {
  /** The rule by which they were, see {@link Chains#shape}. */
  public String shape;

  /** And its timespan, milliseconds. */
  public long timespan;

  /** Up to when, milliseconds. */
  public long upTo = Long.MIN_VALUE;

  /** The chains that are open then, see {@link OpenChains}. */
  public Map<Long, Long> open = new HashMap<>();

  /** The last step of the last chain, without what an alert shows; null when there was none. */
  public Signal used;

  public Handed() {}

  static Handed of(Chains chains) {
    Handed handed = new Handed();
    handed.shape = chains.shape();
    handed.timespan = chains.timespan();
    return handed;
  }

  boolean isOf(Chains chains) {
    return chains.shape().equals(shape) && chains.timespan() == timespan;
  }

  /** The same for a rule that has changed: by other steps no chain begins with those of before. */
  Handed by(Chains chains) {
    Handed handed = of(chains);
    handed.upTo = upTo;
    handed.used = used;
    if (!handed.shape.equals(shape) && upTo > Long.MIN_VALUE) {
      List<String> all = chains.rule().steps();
      handed.used = new Signal("", "", upTo, "\uffff", all.get(all.size() - 1), null);
    }
    return handed;
  }

  /** Whether the step comes behind what chains have used. */
  boolean isFree(Chains chains, Signal step) {
    return used == null || chains.compareInOrder(used, step) < 0;
  }

  void use(Signal step) {
    used = new Signal(step.rule, step.group, step.time, step.eventId, step.value, null);
  }
}

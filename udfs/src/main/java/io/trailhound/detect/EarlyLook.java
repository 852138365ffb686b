package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of a group's steps decides whether it's worth searching them, early or by CEP. */
public final class EarlyLook {
  /** Names of the steps that are known; a chain needs all of them, or as many as the rule says. */
  public Set<String> steps = new HashSet<>();

  /**
   * Whether enough steps were known at once, so that a chain is possible and CEP gets the steps of
   * this group. It stays so until nothing of the group is left.
   */
  public boolean armed;

  /**
   * Latest time of a known step, milliseconds; of a group that isn't armed it may be of before, so
   * that a step that only repeats another leaves this as it is.
   */
  public long latest = Long.MIN_VALUE;

  /** The latest timer that forgets steps, milliseconds; 0 in 0.1.0. */
  public long forgets;

  /** {@code floor(last step / timespan)} of the early alerts that are out. */
  public List<Long> sent = new ArrayList<>(1);

  /** The rule by which {@link StepIndex} has the steps; null when it has none. */
  public String indexed;

  public EarlyLook() {}

  /** Notes a step; returns whether this is another look now. */
  boolean add(Signal step, Rule.Sequence rule) {
    if (armed) {
      long before = latest;
      latest = Math.max(latest, step.time);
      return latest != before;
    }
    boolean fresh = steps.add(step.value);
    armed = steps.stream().filter(rule.steps()::contains).count() >= rule.least();
    return fresh || armed;
  }

  /** Notes the time of a timer that forgets steps; returns whether it may not be set. */
  boolean noteTimer(long time) {
    boolean fresh = forgets != time;
    forgets = Math.max(forgets, time);
    return fresh;
  }
}

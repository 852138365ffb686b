package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of a group's steps decides whether it's worth searching them, early or by CEP. */
public final class EarlyLook {
  /** Names of the steps that are known; a chain needs all of them, or as many as the rule says. */
  public Set<String> steps = new HashSet<>();

  /**
   * Whether enough steps are known at once, so that a chain is possible and CEP gets the steps of
   * this group.
   */
  public boolean armed;

  /** No known step is later, milliseconds. */
  public long latest = Long.MIN_VALUE;

  /** {@code floor(last step / timespan)} of the early alerts that are out, in order. */
  public List<Long> sent = new ArrayList<>(1);

  /** The rule by which {@link StepIndex} has the steps; null when it has none. */
  public String indexed;

  public EarlyLook() {}

  /** Notes a step. */
  void add(Signal step, Rule.Sequence rule) {
    latest = Math.max(latest, step.time);
    steps.add(step.value);
    armed = armed || (steps.size() >= rule.least() && isEnough(rule));
  }

  /** Some of the steps may be of an older form of the rule. */
  private boolean isEnough(Rule.Sequence rule) {
    return steps.stream().filter(rule.steps()::contains).count() >= rule.least();
  }

  /** Notes that the early alert of a bucket is out. */
  void send(long bucket) {
    sent.add(bucket);
    Collections.sort(sent);
  }
}

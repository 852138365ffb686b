package io.trailhound.rules;

import java.util.Optional;

/** Which rules' {@code suppress} counts in a run. */
public enum Suppressing {
  /** All but what is asleep. */
  AWAKE,
  ALL,
  NONE;

  /** How alerts of a rule are suppressed in such a run, if they are. */
  public Optional<Suppression> of(RuleInfo info) {
    return Optional.ofNullable(info.suppression())
        .filter(it -> this == ALL || (this == AWAKE && !it.asleep()));
  }
}

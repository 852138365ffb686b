package io.trailhound.rules;

import java.util.Optional;

/** Whose {@code suppress} counts in a run. */
public enum Suppressing {
  /** That of rules which a user brought along: the shipped ones give each match an alert. */
  ADDED,
  ALL,
  NONE;

  /** How alerts of a rule are suppressed in such a run, if they are. */
  public Optional<Suppression> of(RuleInfo info) {
    boolean counts = this == ALL || (this == ADDED && !info.shipped());
    return Optional.ofNullable(info.suppression()).filter(any -> counts);
  }
}

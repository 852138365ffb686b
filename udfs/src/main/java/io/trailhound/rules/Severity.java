package io.trailhound.rules;

import java.util.Locale;

/** How much a finding matters, the worst first. */
public enum Severity {
  /** The rules don't load. */
  ERROR,
  /** They load, and do something else than their author thinks. */
  WARNING,
  /** They do what they say, and could say it better. */
  INFO;

  /** As it's written in options and reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this is as bad as {@code other}, or worse. */
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}

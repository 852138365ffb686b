package io.trailhound.rules.sigma;

import java.util.Optional;

/** {@code true} and {@code false} of rule files, in any case: Python's tools write {@code True}. */
final class Truth {
  private Truth() {}

  /** Empty when {@code text}, which may be null, is neither. */
  static Optional<Boolean> of(String text) {
    boolean yes = "true".equalsIgnoreCase(text);
    return yes || "false".equalsIgnoreCase(text) ? Optional.of(yes) : Optional.empty();
  }
}

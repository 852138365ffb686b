package io.trailhound.match;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;

/** Takes the signals of one event. */
@FunctionalInterface
public interface SignalConsumer {
  /**
   * @param rule whose detector gets the signal; {@code signal.rule} is its name
   */
  void accept(Rule rule, Signal signal);

  /** Called when some signals were left out, because lists of the event had too many of them. */
  default void cut() {}
}

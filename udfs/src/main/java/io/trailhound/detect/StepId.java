package io.trailhound.detect;

import io.trailhound.model.Signal;

/** One event as one step: what must reach the CEP operator once only. */
public record StepId(String step, String eventId) {
  static StepId of(Signal signal) {
    return new StepId(signal.value, signal.eventId);
  }
}

package io.trailhound.detect;

import io.trailhound.model.Signal;

/** A step at a time: the early look keeps one event for each, which bounds it. */
public record StepTime(String step, long time) {
  static StepTime of(Signal signal) {
    return new StepTime(signal.value, signal.time);
  }
}

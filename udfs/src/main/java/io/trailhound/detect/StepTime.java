package io.trailhound.detect;

import io.trailhound.model.Signal;
import java.util.Comparator;

/** A step at a time: the early look keeps one event for each, which bounds it. */
public record StepTime(String step, long time) {
  static final Comparator<StepTime> IN_ORDER =
      Comparator.comparingLong(StepTime::time).thenComparing(StepTime::step);

  static StepTime of(Signal signal) {
    return new StepTime(signal.value, signal.time);
  }
}

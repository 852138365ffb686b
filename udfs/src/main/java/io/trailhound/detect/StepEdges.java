package io.trailhound.detect;

import io.trailhound.model.Signal;

/** Of a step's events within one second, the first and the last by event id; often the same. */
public record StepEdges(String first, String last) {
  static StepEdges of(Signal step) {
    return new StepEdges(step.eventId, step.eventId);
  }

  StepEdges with(Signal step) {
    if (step.eventId.compareTo(first) < 0) {
      return new StepEdges(step.eventId, last);
    }
    return step.eventId.compareTo(last) > 0 ? new StepEdges(first, step.eventId) : this;
  }

  /** The event that is an edge here and not in {@code after}; null when both still are. */
  String leftBy(StepEdges after) {
    if (first.equals(last)) {
      return null;
    }
    if (!first.equals(after.first)) {
      return first;
    }
    return last.equals(after.last) ? null : last;
  }
}

package io.trailhound.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stretch of time of a group's steps in {@link StepIndex}. */
public final class StepStretch {
  /**
   * In order of time and name; twice where more than one event is known as the same step at the
   * same time.
   */
  public List<StepTime> steps = new ArrayList<>();

  /** The chains that are open where the stretch begins, see {@link OpenChains}. */
  public Map<Long, Long> open = new HashMap<>();

  public StepStretch() {}

  /** Makes the step stand here so many times; returns whether that changes anything. */
  boolean set(StepTime step, int count) {
    int before = Collections.frequency(steps, step);
    for (int i = before; i < count; i++) {
      steps.add(step);
    }
    for (int i = count; i < before; i++) {
      steps.remove(step);
    }
    steps.sort(StepTime.IN_ORDER);
    return count != before;
  }
}

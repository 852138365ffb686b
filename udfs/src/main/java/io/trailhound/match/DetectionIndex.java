package io.trailhound.match;

import io.trailhound.rules.condition.CaseFold;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A field's value to the detections that ask for it. Values repeat from event to event: as they're
 * met they're remembered, so that each is put into lower case once.
 */
final class DetectionIndex implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_MET = 4096;

  /** Longer values are an attacker's: they don't repeat, and thousands would be kept. */
  private static final int LONGEST_MET = 256;

  private static final Detection[] NONE = {};

  private final Map<String, List<Detection>> byLowerCase = new HashMap<>();
  private transient Map<String, Detection[]> met;

  /**
   * Notes that {@code detection} can hold only for these values.
   *
   * @param values in lower case
   */
  void add(Set<String> values, Detection detection) {
    for (String value : values) {
      byLowerCase.computeIfAbsent(value, first -> new ArrayList<>()).add(detection);
    }
  }

  Detection[] of(String value) {
    if (value == null) {
      return NONE;
    }
    if (met == null || met.size() > MAX_MET) {
      met = new HashMap<>();
    }
    Detection[] detections = met.get(value);
    if (detections == null) {
      List<Detection> found = byLowerCase.get(CaseFold.of(value));
      detections = found == null ? NONE : found.toArray(NONE);
      if (value.length() <= LONGEST_MET) {
        met.put(value, detections);
      }
    }
    return detections;
  }
}

package io.trailhound.match;

import io.trailhound.rules.condition.Field;
import io.trailhound.rules.condition.Requires;
import io.trailhound.text.CaseFold;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A field's value to the detections that it may be for. Values repeat from event to event: as
 * they're met they're remembered, so that each is looked at once.
 */
final class DetectionIndex implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_MET = 4096;

  /** Longer values are an attacker's: they don't repeat, and thousands would be kept. */
  private static final int LONGEST_MET = 256;

  private static final Detection[] NONE = {};

  private final Field field;
  private final Map<String, List<Detection>> byLowerCase = new HashMap<>();
  private final Map<String, List<Detection>> byPart = new HashMap<>();

  /** For all parts; null until the first value. */
  private transient PartSearch parts;

  private transient Map<String, Detection[]> met;

  DetectionIndex(Field field) {
    this.field = field;
  }

  Field field() {
    return field;
  }

  /** Notes that {@code detection} can hold only for what is required of this field. */
  void add(Requires required, Detection detection) {
    Map<String, List<Detection>> texts = required.whole() ? byLowerCase : byPart;
    for (String text : required.texts()) {
      texts.computeIfAbsent(text, first -> new ArrayList<>()).add(detection);
    }
  }

  Detection[] of(String value) {
    if (met == null || met.size() > MAX_MET) {
      met = new HashMap<>();
    }
    Detection[] detections = met.get(value);
    if (detections == null) {
      detections = find(CaseFold.of(value));
      if (value.length() <= LONGEST_MET) {
        met.put(value, detections);
      }
    }
    return detections;
  }

  private Detection[] find(String lowerCase) {
    if (parts == null) {
      parts = new PartSearch(byPart.keySet());
    }
    Set<Detection> found = new TreeSet<>(Comparator.comparingInt(Detection::number));
    found.addAll(byLowerCase.getOrDefault(lowerCase, List.of()));
    parts.in(lowerCase, part -> found.addAll(byPart.get(part)));
    return found.isEmpty() ? NONE : found.toArray(NONE);
  }
}

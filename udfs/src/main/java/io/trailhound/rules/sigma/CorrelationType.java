package io.trailhound.rules.sigma;

import io.trailhound.rules.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types that a correlation's {@code type} may name, and the kind of rule that each becomes. */
enum CorrelationType {
  EVENT_COUNT(Kind.VALUE_COUNT),
  VALUE_COUNT(Kind.VALUE_COUNT),
  VALUE_SUM(Kind.VALUE_COUNT),
  VALUE_AVG(Kind.VALUE_COUNT),
  VALUE_PERCENTILE(Kind.VALUE_COUNT),
  VALUE_MEDIAN(Kind.VALUE_COUNT),
  NEW_TERMS(Kind.NEW_TERMS),
  RARE_RATIO(Kind.RARE_RATIO),
  TEMPORAL(Kind.SEQUENCE),
  TEMPORAL_ORDERED(Kind.SEQUENCE);

  private final Kind kind;

  CorrelationType(Kind kind) {
    this.kind = kind;
  }

  static Optional<CorrelationType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(word)).findFirst();
  }

  /** All of them as a message lists them. */
  static String words() {
    return Arrays.stream(values())
        .map(CorrelationType::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  Kind kind() {
    return kind;
  }

  /** Whether the numbers of a field are measured, and not events or values counted. */
  boolean measures() {
    return switch (this) {
      case VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN -> true;
      case EVENT_COUNT, VALUE_COUNT, NEW_TERMS, RARE_RATIO, TEMPORAL, TEMPORAL_ORDERED -> false;
    };
  }

  /** Whether the alerts of other correlations can be what it's about. */
  boolean takesCorrelations() {
    return switch (this) {
      case EVENT_COUNT, VALUE_COUNT, TEMPORAL, TEMPORAL_ORDERED -> true;
      case VALUE_SUM, VALUE_AVG, VALUE_PERCENTILE, VALUE_MEDIAN, NEW_TERMS, RARE_RATIO -> false;
    };
  }

  /** As a rule file has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.trailhound.rules;

/**
 * The kinds of {@link Rule}, one for each of its records. What differs between them is a switch
 * over these without a default, so that the compiler names each place that a new kind concerns.
 */
public enum Kind {
  MATCH,
  NEW_TERMS,
  VALUE_COUNT,
  RARE_RATIO,
  SEQUENCE
}

package io.trailhound.rules;

import java.io.Serializable;
import java.util.List;

/**
 * A detection feeds a correlation.
 *
 * @param rule the correlation
 * @param group the correlation's group-by fields as this detection's events have them
 * @param value what the correlation counts or keeps, likewise; null when it's whole events
 */
public record Feed(Rule rule, List<Field> group, Field value) implements Serializable {}

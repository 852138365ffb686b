package io.trailhound.rules;

import java.io.Serializable;
import java.util.List;

/**
 * A detection feeds a correlation.
 *
 * @param rule the correlation
 * @param group the correlation's group-by fields as this detection's events have them
 */
public record Feed(Rule rule, List<Field> group) implements Serializable {}

package io.trailhound.rules;

import io.trailhound.rules.condition.Field;
import java.io.Serializable;

/**
 * One group-by field.
 *
 * @param name as the rule file writes it: the key in {@code trailhound.group}
 * @param field the same, resolved
 */
public record GroupField(String name, Field field) implements Serializable {}

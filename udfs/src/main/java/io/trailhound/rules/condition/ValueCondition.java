package io.trailhound.rules.condition;

import java.io.Serializable;

/** A condition on one value of a field. */
public interface ValueCondition extends Serializable {

  /** Whether the value of {@code field} at {@code i} passes. */
  boolean test(EventView event, Field field, int i);
}

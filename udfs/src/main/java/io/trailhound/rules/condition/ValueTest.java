package io.trailhound.rules.condition;

import java.io.Serializable;

/** A test of one value of a field. */
public interface ValueTest extends Serializable {

  /** Whether the value of {@code field} at {@code i} passes. */
  boolean test(EventView event, Field field, int i);
}

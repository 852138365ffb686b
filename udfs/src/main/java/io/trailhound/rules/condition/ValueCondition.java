package io.trailhound.rules.condition;

import java.io.Serializable;
import java.util.function.Consumer;

/** A condition on one value of a field. */
public interface ValueCondition extends Serializable {

  /** Whether the value of {@code field} at {@code i} passes. */
  boolean test(EventView event, Field field, int i);

  /** Hands on every field that it reads besides the one whose value it tests. */
  default void fields(Consumer<Field> reader) {}
}

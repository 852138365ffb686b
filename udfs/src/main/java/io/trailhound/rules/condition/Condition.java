package io.trailhound.rules.condition;

import java.io.Serializable;

/** A compiled condition over one event. */
@FunctionalInterface
public interface Condition extends Serializable {
  boolean test(EventView event);
}

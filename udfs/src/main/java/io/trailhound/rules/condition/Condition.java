package io.trailhound.rules.condition;

import java.io.Serializable;
import java.util.function.Consumer;

/** A compiled condition over one event. */
public interface Condition extends Serializable {
  boolean test(EventView event);

  /** Hands on every field that it reads. */
  void fields(Consumer<Field> reader);
}

package io.trailhound.rules.condition;

import java.io.Serializable;
import java.util.List;

/** One readable field of an event, whichever vocabulary named it. */
public sealed interface Field extends Serializable
    permits ActorField,
        EventField,
        ExtraField,
        JoinedField,
        LookedUpField,
        NoEventField,
        OwnName,
        UnescapedField {
  /** The {@link #index} of fields whose values aren't kept in lower case. */
  int NOT_KEPT = -1;

  /** The one name of the field, ECS where there is one: {@code event.action}. */
  String name();

  /**
   * Position among all fields of a book, from 0: where {@link EventView} keeps its values; or
   * {@link #NOT_KEPT}.
   */
  int index();

  /** How many values the field has in this event; 0 when it's missing. */
  int count(EventView event);

  /** The value at {@code i}, below {@link #count}. */
  String value(EventView event, int i);

  /**
   * What the value at {@code i} is also compared as: an object with the texts in it unescaped. Null
   * when there's no such thing.
   */
  default String otherwise(EventView event, int i) {
    return null;
  }

  /** Whether it has more than one value, as a list has. */
  default boolean several(EventView event) {
    return count(event) > 1;
  }

  /**
   * The fields that it's made of: itself, but where several are taken together, or one name stands
   * for several.
   */
  default List<Field> parts() {
    return List.of(this);
  }

  /** The first value, or null when the field is missing. */
  default String first(EventView event) {
    return count(event) == 0 ? null : value(event, 0);
  }
}

package io.trailhound.rules;

import java.io.Serializable;

/** One readable field of an event, whichever vocabulary named it. Placeholder, see RuleBook. */
public interface Field extends Serializable {
  /** The one name of the field, ECS where there is one: {@code event.action}. */
  String name();

  /** The first value, or null when the field is missing. */
  String first(EventView event);
}

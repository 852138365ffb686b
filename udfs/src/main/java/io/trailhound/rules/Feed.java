package io.trailhound.rules;

import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.Field;
import java.io.Serializable;
import java.util.List;

/**
 * A detection, or a correlation with its alerts, feeds a correlation.
 *
 * @param rule the correlation that is fed
 * @param group its group-by fields as the events of the other have them
 * @param value what the correlation counts or keeps, likewise; null when it's whole events
 * @param filters what an event must be to count for the correlation, too
 */
public record Feed(Rule rule, List<Field> group, Field value, List<Condition> filters)
    implements Serializable {

  /** Whether no filter of the correlation excepts the event. */
  public boolean takes(EventView event) {
    for (int i = 0; i < filters.size(); i++) {
      if (!filters.get(i).test(event)) {
        return false;
      }
    }
    return true;
  }
}

package io.trailhound.rules.condition;

import java.util.List;

/**
 * The values of several fields taken together: with lists among them, every combination. So that a
 * record of a few long lists can't become millions, at most {@link #MOST}, the first ones: as many
 * as AWS takes in one call. That some were left out is told by {@link EventView#listsCut}.
 */
public final class Combinations {
  public static final int MOST = 1_000;

  private Combinations() {}

  /**
   * How many there are; 0 when a field is missing, unless {@code missingCounts} as a value of its
   * own.
   */
  public static int count(List<Field> fields, EventView event, boolean missingCounts) {
    long product = 1;
    for (Field field : fields) {
      int count = field.count(event);
      product *= count == 0 && missingCounts ? 1 : count;
      if (product > MOST) {
        event.cutLists();
        product = MOST;
      }
    }
    return (int) product;
  }

  /**
   * The values of the combination {@code i}, null for a missing one; the last field's go fastest.
   */
  public static String[] at(List<Field> fields, EventView event, int i) {
    String[] values = new String[fields.size()];
    int rest = i;
    for (int f = fields.size() - 1; f >= 0; f--) {
      int count = fields.get(f).count(event);
      if (count > 0) {
        values[f] = fields.get(f).value(event, rest % count);
        rest /= count;
      }
    }
    return values;
  }
}

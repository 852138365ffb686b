package io.trailhound.rules;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How long one alert of a rule stands for those that follow, and which these are: {@code suppress}
 * in a rule file.
 *
 * @param by what they have in common; of a correlation, fields of its {@code group-by}
 * @param span how long from the first one on
 * @param updateEvery how often at most the first one is told anew meanwhile
 * @param asleep whether it counts only where a run asks for it
 */
public record Suppression(List<GroupField> by, Duration span, Duration updateEvery, boolean asleep)
    implements Serializable {
  /** Longer, and state would have an entry for each second of alerts in more than a week. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** Where nothing is said, an alert is told anew so often at most. */
  public static final int UPDATES = 12;

  /**
   * What {@code alert} has in common with others, as {@link Group} joins it; null when a
   * detection's event lacks one of the fields, so that it has it with none.
   */
  public String key(Rule rule, Alert alert) {
    String[] values = new String[by.size()];
    String[] group = alert.group == null ? new String[0] : Group.split(alert.group);
    for (int i = 0; i < values.length; i++) {
      if (rule instanceof Rule.Match) {
        values[i] = of(by.get(i).field().name(), alert.activity);
        if (values[i] == null) {
          return null;
        }
      } else {
        int place = place(rule, by.get(i));
        values[i] = place < 0 || place >= group.length ? null : group[place];
      }
    }
    return Group.join(values);
  }

  private static String of(String field, Activity activity) {
    return activity == null ? null : ActivityFields.read(field, activity);
  }

  private static int place(Rule rule, GroupField field) {
    List<GroupField> all = rule.groupBy();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(field.name())) {
        return i;
      }
    }
    return -1;
  }
}

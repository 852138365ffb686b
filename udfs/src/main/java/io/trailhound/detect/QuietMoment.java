package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;

/**
 * Alerts that stand at the same time, which for CloudTrail's events is a second: the first of them
 * ({@link AlertPlace#IN_ORDER}) whole, because a period may begin with it, and a summary of the
 * others. So state is bounded by the seconds that have alerts, however many a second has.
 */
public final class QuietMoment {
  public Alert first;

  /** Null where there are no others. */
  public QuietSummary others;

  public QuietMoment() {}

  /** Takes in an alert that {@link #knows} doesn't know. */
  void add(Rule rule, Alert alert) {
    boolean isFirst = first == null || AlertPlace.IN_ORDER.compare(alert, first) < 0;
    Alert other = isFirst ? first : alert;
    first = isFirst ? alert : first;
    if (other != null) {
      others = others == null ? new QuietSummary() : others;
      others.add(rule, other);
    }
  }

  /** Whether the alert of a detection is here, by its event; of the others 100 are known. */
  boolean knows(Alert match) {
    return first.id.equals(match.id)
        || (others != null && others.eventIds.values.containsAll(match.eventIds));
  }
}

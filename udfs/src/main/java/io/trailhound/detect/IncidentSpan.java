package io.trailhound.detect;

import io.trailhound.model.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Alerts of one principal that belong together: each less than the gap behind the one before, and
 * less than {@link #LONGEST} behind the first.
 */
record IncidentSpan(List<Alert> alerts) {
  /** Milliseconds: a day. What goes on for longer is another incident. */
  static final long LONGEST = 86_400_000;

  private static final Comparator<Alert> IN_ORDER =
      Comparator.<Alert>comparingLong(alert -> alert.time).thenComparing(alert -> alert.id);

  /**
   * All of {@code alerts}, each in one span; in order.
   *
   * @param gap milliseconds
   */
  static List<IncidentSpan> of(Iterable<Alert> alerts, long gap) {
    List<Alert> all = new ArrayList<>();
    alerts.forEach(all::add);
    all.sort(IN_ORDER);
    List<IncidentSpan> spans = new ArrayList<>();
    IncidentSpan open = null;
    for (Alert alert : all) {
      if (open == null || !open.takes(alert, gap)) {
        open = new IncidentSpan(new ArrayList<>());
        spans.add(open);
      }
      open.alerts.add(alert);
    }
    return spans;
  }

  private boolean takes(Alert alert, long gap) {
    return alert.time - last() < gap && alert.time - from() < LONGEST;
  }

  long from() {
    return alerts.get(0).time;
  }

  long last() {
    return alerts.get(alerts.size() - 1).time;
  }
}

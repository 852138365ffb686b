package io.trailhound.detect;

import io.trailhound.model.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts of one principal that belong together: each less than the gap behind the one before, and
 * less than {@link #LONGEST} behind the first.
 *
 * @param alerts in order; of a sequence that is repeated each chain, of which several have one id
 */
record IncidentSpan(List<Alert> alerts) {
  /** Milliseconds: a day. What goes on for longer is another incident. */
  static final long LONGEST = 86_400_000;

  private static final Comparator<Alert> IN_ORDER =
      Comparator.<Alert>comparingLong(alert -> alert.time)
          .thenComparing(alert -> alert.id)
          .thenComparing(AlertPlace.IN_ORDER);

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

  /** Each id once, as it was told last, which is where it stands. */
  List<Alert> latest() {
    Map<String, Alert> latest = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      latest.remove(alert.id);
      latest.put(alert.id, alert);
    }
    return List.copyOf(latest.values());
  }

  long from() {
    return alerts.get(0).time;
  }

  long last() {
    return alerts.get(alerts.size() - 1).time;
  }
}

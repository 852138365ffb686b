package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.Step;
import java.util.Comparator;
import java.util.Objects;

/** Where an alert stands among events, when it's part of another correlation. */
final class AlertPlace {
  /** By time, then by id; the chains of one id in the order in which they were completed. */
  static final Comparator<Alert> IN_ORDER =
      Comparator.comparingLong(AlertPlace::time)
          .thenComparing(alert -> alert.id)
          .thenComparingLong(AlertPlace::begin)
          .thenComparing(AlertPlace::counted);

  private AlertPlace() {}

  /**
   * A count at the event that completes it, a new term at its first event, a sequence at its last
   * step. A window that more events could still undo at its end.
   */
  static long time(Alert alert) {
    if (alert.completed != null) {
      return alert.completed;
    }
    return alert.windowEnd == null ? alert.time : alert.windowEnd - 1;
  }

  /** The id of that event, or of the alert where it's none. */
  static String event(Alert alert) {
    if (alert.completedBy != null) {
      return alert.completedBy;
    }
    if (alert.windowEnd != null) {
      return alert.id;
    }
    return alert.steps == null
        ? Objects.requireNonNull(alert.eventIds).get(0)
        : lastStep(alert).eventId();
  }

  private static long begin(Alert alert) {
    return alert.steps == null ? alert.time : alert.steps.get(0).time();
  }

  private static Step lastStep(Alert sequence) {
    return sequence.steps.get(sequence.steps.size() - 1);
  }

  /**
   * Id of what is counted: an alert once, however often it's told; but each chain of a sequence, of
   * which several may have one id. An event that is two of the steps may end two of them.
   */
  static String counted(Alert alert) {
    return alert.steps == null
        ? alert.id
        : alert.id + "/" + event(alert) + "/" + lastStep(alert).rule();
  }

  /** The alert's id in what {@link #counted} says. */
  static String id(String counted) {
    int end = counted.indexOf('/');
    return end < 0 ? counted : counted.substring(0, end);
  }
}

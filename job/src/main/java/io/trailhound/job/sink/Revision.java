package io.trailhound.job.sink;

import io.trailhound.model.Alert;

/**
 * An alert in, the version of its document out: a positive number that grows with each revision of
 * one id, and is the same for the same revision whenever and wherever it's made.
 *
 * <p>The phase decides first: whatever was early gives way to withdrawn and final, however late a
 * replay brings the early one again. Within a phase it's the event time or, where a rule
 * suppresses, a number. That order is the order in which the detectors send the revisions of one
 * id:
 *
 * <ul>
 *   <li>match: one revision, final; with {@code actor}, early before where a session is behind it.
 *   <li>new_terms: early, then final or withdrawn. An id that was withdrawn is never used again,
 *       because two episodes of a term lie more than its life apart, and the id's period is one
 *       life.
 *   <li>value_count and rare_ratio: early once a window, then final or withdrawn once, when it
 *       closes; whatever comes for it then is late.
 *   <li>temporal: early once, then final, several times when a caller repeats the chain within the
 *       period of the id; CEP sends those in the order of their last steps, which is the time here.
 *       Two that end within one second have the same version, and the one sent last stays, as
 *       everywhere else. A withdrawn early revision doesn't take a final one back.
 *   <li>of any kind, suppressed: early several times, numbered, then final or withdrawn once, when
 *       the period or, without one, the stretch of its id is over.
 *   <li>an incident: numbered; early several times, perhaps withdrawn, then final once or never.
 *       Alerts of it are final twice, the second time with its id, in that order.
 * </ul>
 */
public final class Revision {
  /** Milliseconds up to the year 10889; three times that is still exact in JavaScript. */
  private static final int TIME_BITS = 48;

  private static final long LATEST = (1L << TIME_BITS) - 1;

  private Revision() {}

  public static long of(Alert alert) {
    return rank(alert.phase) << TIME_BITS | Math.min(LATEST, Math.max(0, within(alert)));
  }

  private static long within(Alert alert) {
    if (alert.incident != null) {
      return alert.incident.revision;
    }
    return alert.suppressed != null ? alert.suppressed.revision : alert.time;
  }

  private static long rank(String phase) {
    return switch (phase) {
      case Alert.EARLY -> 1;
      case Alert.WITHDRAWN -> 2;
      case Alert.FINAL -> 3;
      default -> throw new IllegalArgumentException("no phase of an alert: " + phase);
    };
  }
}

package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Signal;
import java.util.Comparator;

/**
 * One counted event in the state of a counting rule.
 *
 * @param time event time, milliseconds
 * @param value the counted values as {@link io.trailhound.model.Values} joins them; null when the
 *     event has none, it counts as a call all the same
 */
public record Call(long time, String eventId, String value, Activity activity) {
  /** The order of events wherever order shows: by time, then by id. */
  public static final Comparator<Call> IN_ORDER =
      Comparator.comparingLong(Call::time).thenComparing(Call::eventId);

  static Call of(Signal signal) {
    return new Call(signal.time, signal.eventId, signal.value, signal.activity);
  }
}

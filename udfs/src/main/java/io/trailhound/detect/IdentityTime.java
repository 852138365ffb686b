package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;

/**
 * An alert in, times that are the same for all revisions of its id out, by the part of the
 * identities of docs/contract.md section 2 that is a time. {@link AlertFactory} makes the ids.
 *
 * <p>An alert out of state may be of another kind than its rule has by now; its time is that of the
 * alert then.
 */
public final class IdentityTime {
  private IdentityTime() {}

  /** Milliseconds: of the event, the window's start, the hour, or the start of the id's period. */
  public static long of(Rule rule, Alert alert) {
    if (alert.suppressed != null) {
      return alert.suppressed.idFrom;
    }
    long own = alert.windowStart != null ? alert.windowStart : alert.time;
    return switch (rule.kind()) {
      case MATCH, VALUE_COUNT -> own;
      case NEW_TERMS ->
          alert.firstSeen != null && alert.term != null
              ? newTerm((Rule.NewTerms) rule, alert)
              : own;
      case RARE_RATIO -> alert.windowEnd != null ? alert.windowEnd : own;
      case SEQUENCE -> {
        long timespan = ((Rule.Sequence) rule).timespan().toMillis();
        yield Math.floorDiv(alert.time, timespan) * timespan;
      }
    };
  }

  /** Milliseconds: no revision of the alert's id has a later {@code @timestamp}. */
  public static long latest(Rule rule, Alert alert) {
    if (alert.suppressed != null) {
      // A count stands at the call that completes it, and its time is that of its last call.
      long window = rule instanceof Rule.ValueCount count ? count.span() : 0;
      return alert.suppressed.idTo + window - 1;
    }
    if (rule instanceof Rule.Sequence sequence) {
      return of(rule, alert) + sequence.timespan().toMillis() - 1;
    }
    if (alert.announced != null) {
      return alert.announced;
    }
    return alert.windowEnd != null ? alert.windowEnd - 1 : alert.time;
  }

  /**
   * A withdrawn alert has the id of one period and tells of the earlier episode that took its
   * place, which began no more than two lives before.
   */
  private static long newTerm(Rule.NewTerms rule, Alert alert) {
    long life = rule.life().toMillis();
    long own = Math.floorDiv(alert.firstSeen, life);
    for (long period = own; period <= own + 2; period++) {
      if (AlertFactory.newTermId(rule, alert.group, alert.term, period).equals(alert.id)) {
        return period * life;
      }
    }
    return own * life;
  }
}

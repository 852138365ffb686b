package io.trailhound.detect;

/** When incidents of a principal are looked at next. Rests in state. */
public final class IncidentPace {
  static final long NEVER = Long.MAX_VALUE;

  /** Of more alerts than so many not each one is told at once. */
  private static final int EACH = 50;

  /** A timer is set for then, milliseconds. */
  public long next = NEVER;

  /** How many alerts are kept, and with how many incidents are told anew. */
  public long kept;

  public long due;

  /** What an alert does to how many there are. */
  enum Change {
    MORE,
    NOTHING,
    LESS
  }

  public IncidentPace() {}

  /** Notes that there's another alert, or that one was taken out: then all is told anew. */
  void changed(Change change) {
    kept += change == Change.MORE ? 1 : 0;
    due = change == Change.LESS ? 0 : due;
  }

  boolean isDue() {
    return kept >= due;
  }

  /**
   * Incidents were told with all that is kept: next with another alert, or an eighth more of many.
   */
  void told(long all) {
    kept = all;
    due = all + 1 + (all > EACH ? all / 8 : 0);
  }
}

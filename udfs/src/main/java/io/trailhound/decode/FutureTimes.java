package io.trailhound.decode;

/**
 * Times of events in, whether they lie too far ahead of the clock out. The clock, which costs as
 * much as to read a time, is asked for those alone that are later than all it was asked for: what
 * it has passed once it doesn't come to again. Where it's set back, that's noticed when such a time
 * comes.
 */
final class FutureTimes {
  private final EpochClock clock;
  private final long most;
  private long passed = Long.MIN_VALUE;

  /**
   * @param most milliseconds ahead of {@code clock} that are still believed
   */
  FutureTimes(EpochClock clock, long most) {
    this.clock = clock;
    this.most = most;
  }

  /** Whether {@code time}, milliseconds since the epoch, can't be. */
  boolean hold(long time) {
    if (time <= passed) {
      return false;
    }
    long now = clock.getAsLong();
    passed = now;
    return time - now > most;
  }
}

package io.trailhound.detect;

/**
 * A minute of a region that the watermark has yet to pass.
 *
 * @param start milliseconds
 */
public record HeardMinute(String region, long start) {
  static final long MINUTE = 60_000;

  static HeardMinute of(String region, long time) {
    return new HeardMinute(region, Times.windowStart(time, MINUTE));
  }

  /** The last millisecond of a minute that holds {@code time}. */
  static long end(long time) {
    return Times.windowStart(time, MINUTE) + MINUTE - 1;
  }

  /** Written out, because a record's own formula is not specified. */
  @Override
  public int hashCode() {
    return 31 * region.hashCode() + Long.hashCode(start);
  }
}

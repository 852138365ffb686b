package io.trailhound.detect;

/** What rare_ratio keeps of one hour's trusted events: their number and organisations. */
public final class TrustedHour {
  public long count;
  public Seen organizations = new Seen();

  /**
   * While the hour is open, {@link EventIds} of all its events, uncommon ones too; null when it's
   * over, when they are entries of {@link RareRatio#EVENTS}, and in 0.1.0, where they always were.
   */
  public long[] ids;

  public TrustedHour() {}
}

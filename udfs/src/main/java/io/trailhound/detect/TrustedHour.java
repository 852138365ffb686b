package io.trailhound.detect;

/** What rare_ratio keeps of one hour's trusted events: their number and organisations. */
public final class TrustedHour {
  public long count;
  public Seen organizations = new Seen();

  public TrustedHour() {}
}

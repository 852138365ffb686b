package io.trailhound.detect;

/** A period in which one alert stands for all, as far as it was told. */
public final class QuietPeriod {
  /** Time of the alert that it begins with, milliseconds. */
  public long start;

  /** From this event time on its alert may be told anew. */
  public long due;

  /** Whether there is something to be told. */
  public boolean changed;

  public QuietPeriod() {}

  static QuietPeriod from(long start) {
    QuietPeriod period = new QuietPeriod();
    period.start = start;
    return period;
  }
}

package io.trailhound.detect;

import io.trailhound.model.Alert;

/** What was told early under the id of a period. */
public final class QuietTold {
  /** Of the period, when that was told, milliseconds. */
  public long start;

  /** How many revisions there were. */
  public long revision;

  /** What takes it back, should no period have this id in the end. */
  public Alert withdrawal;

  public QuietTold() {}
}

package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;

/** Which windows of a sum that slides were told early, and when it's worth to look again. */
public final class SumsTold {
  /** Starts of windows whose early alert is out. */
  public List<Long> early = new ArrayList<>(1);

  /** How much more has to come until another window can fire; null when it's to be looked for. */
  public String missing;

  /**
   * Where the last window ends that begins at a call and was not told; 0 when not known. Calls
   * behind it make none fire but the one that was told of them.
   */
  public long othersEnd;

  /** At how many times there are calls. */
  public int times;

  /** How many calls are held. */
  public long calls;

  /** How many times and calls may be read so far; below 0 where alerts have taken more. */
  public long budget;

  public SumsTold() {}
}

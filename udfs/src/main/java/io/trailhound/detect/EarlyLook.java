package io.trailhound.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What saves the early look of a sequence from searching on every step. */
public final class EarlyLook {
  /** Names of the steps that are known; a chain needs all of them. */
  public Set<String> steps = new HashSet<>();

  /** Latest time of a known step, milliseconds. */
  public long latest = Long.MIN_VALUE;

  /** {@code floor(last step / timespan)} of the early alerts that are out. */
  public List<Long> sent = new ArrayList<>(1);

  public EarlyLook() {}

  /** Whether every alert that a chain through a step at {@code time} could make is out already. */
  boolean allSent(long time, long timespan) {
    long to = Math.floorDiv(latest, timespan);
    for (long bucket = Math.floorDiv(time, timespan); bucket <= to; bucket++) {
      if (!sent.contains(bucket)) {
        return false;
      }
    }
    return true;
  }
}

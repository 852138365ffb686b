package io.trailhound.detect;

import java.util.ArrayList;
import java.util.List;

/** The periods of one key that aren't over, by what is known so far. */
public final class QuietPeriods {
  /** How long one is, milliseconds: as the rule had it when they began. */
  public long span;

  /** In the order of time. */
  public List<QuietPeriod> open = new ArrayList<>(1);

  public QuietPeriods() {}

  /** The one that holds {@code time}, or null. */
  QuietPeriod at(long time) {
    for (QuietPeriod period : open) {
      if (period.start <= time && time < period.start + span) {
        return period;
      }
    }
    return null;
  }

  /** Periods begin at least a span apart, so no two of them have the same. */
  long bucket(QuietPeriod period) {
    return Math.floorDiv(period.start, span);
  }

  /** The one of a bucket, or null. */
  QuietPeriod ofBucket(long bucket) {
    return open.stream().filter(period -> bucket(period) == bucket).findFirst().orElse(null);
  }

  boolean isBehindAll(long time) {
    return open.isEmpty() || time >= open.get(open.size() - 1).start + span;
  }
}

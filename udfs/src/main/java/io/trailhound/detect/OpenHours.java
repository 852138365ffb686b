package io.trailhound.detect;

import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The hours of one group that saw an uncommon event and that the watermark hasn't passed yet. */
public final class OpenHours {
  /** One such hour. */
  public static final class Hour {
    /** The full hour H that closes it, milliseconds. */
    public long end;

    public boolean earlySent;

    /**
     * At least so many more trusted events are missing; 0 when their number suffices and only
     * another uncommon event can change what was found. See {@link RatioSummary#missingTrusted}.
     */
    public long missingTrusted;

    public Hour() {}
  }

  private static final Comparator<Hour> BY_END = Comparator.comparingLong(hour -> hour.end);

  public List<Hour> hours = new ArrayList<>(1);

  /** The conditions of the rule by which the hours were looked at last; null in 0.1.0. */
  public String conditions;

  public OpenHours() {}

  /** Adds the hour that ends at {@code end}; returns whether it wasn't there. */
  boolean open(long end) {
    for (int i = 0; i < hours.size(); i++) {
      if (hours.get(i).end == end) {
        return false;
      }
    }
    Hour hour = new Hour();
    hour.end = end;
    hours.add(hour);
    hours.sort(BY_END);
    return true;
  }

  /** What of a rule decides whether an hour fires. */
  static String conditions(Rule.RareRatio rule) {
    return List.of(
            rule.span(),
            rule.minTrusted(),
            rule.minUncommon(),
            rule.maxRatio(),
            rule.maxOrganizations(),
            rule.minSensitive())
        .toString();
  }

  /** Notes the {@link #conditions(Rule.RareRatio)}; returns whether they're other ones now. */
  boolean change(String now) {
    boolean changed = !now.equals(conditions);
    conditions = now;
    return changed;
  }

  /** Takes out the hour that ends at {@code end}; null when it saw no uncommon event. */
  Hour close(long end) {
    for (int i = 0; i < hours.size(); i++) {
      if (hours.get(i).end == end) {
        return hours.remove(i);
      }
    }
    return null;
  }
}

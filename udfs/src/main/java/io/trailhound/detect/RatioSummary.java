package io.trailhound.detect;

import io.trailhound.rules.Rule;

/**
 * The sums of rare_ratio over {@code [end - span, end)} and what they mean. Pure: tested without
 * Flink.
 */
public final class RatioSummary {
  private final Rule.RareRatio rule;

  /** The full hour H that the rule looks at, milliseconds. */
  public final long end;

  public final UncommonHour uncommon = new UncommonHour();
  public final Seen organizations = new Seen();
  public long trusted;

  RatioSummary(Rule.RareRatio rule, long end) {
    this.rule = rule;
    this.end = end;
  }

  void add(TrustedHour hour) {
    trusted += hour.count;
    organizations.addAll(hour.organizations);
  }

  void add(UncommonHour hour) {
    uncommon.addAll(hour);
    organizations.addAll(hour.organizations);
  }

  public long start() {
    return end - rule.span().toMillis();
  }

  public long total() {
    return trusted + uncommon.count;
  }

  public double ratio() {
    return (double) uncommon.count / total();
  }

  boolean fires() {
    return couldFireWithMoreTrusted() && missingTrusted() == 0;
  }

  /** Everything but the number of trusted events holds; more of those can't spoil it. */
  private boolean couldFireWithMoreTrusted() {
    return uncommon.count >= rule.minUncommon()
        && uncommon.latest >= end - rule.every().toMillis()
        && organizations.values.size() <= rule.maxOrganizations()
        && uncommon.sensitiveActions.values.size() >= rule.minSensitive();
  }

  /**
   * How many more trusted events it takes at least until the rule can fire; 0 when it fires, {@link
   * Long#MAX_VALUE} when trusted events alone can't bring it about.
   */
  long missingTrusted() {
    if (!couldFireWithMoreTrusted()) {
      return Long.MAX_VALUE;
    }
    // uncommon / (trusted + uncommon) <= maxRatio, as the division of section 2.4 is written.
    long needed = Math.max(0, (long) (uncommon.count / rule.maxRatio()) - uncommon.count - 2);
    while ((double) uncommon.count / (needed + uncommon.count) > rule.maxRatio()) {
      needed++;
    }
    return Math.max(0, Math.max(needed, rule.minTrusted()) - trusted);
  }
}

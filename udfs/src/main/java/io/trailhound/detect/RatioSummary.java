package io.trailhound.detect;

import io.trailhound.rules.Rule;

/**
 * What rare_ratio sums up over {@code [end - span, end)}, and whether that fires. Pure: tested
 * without Flink.
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

  /** Takes in the hours from number {@code from} on, before {@code to}. */
  void add(ClosedHours week, long from, long to) {
    trusted += week.count(from, to);
    week.addOrganizations(from, to, organizations);
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
    return missingTrusted(rule, trusted, uncommon.count) == 0
        && uncommon.count >= rule.minUncommon()
        && uncommon.latest >= end - rule.every().toMillis()
        && organizations.values.size() <= rule.maxOrganizations()
        && uncommon.sensitiveActions.values.size() >= rule.minSensitive();
  }

  /**
   * How many trusted events it takes beyond {@code trusted} until their number and the ratio
   * suffice; 0 when they do. It never shrinks with more uncommon events.
   */
  static long missingTrusted(Rule.RareRatio rule, long trusted, long uncommon) {
    if (rule.maxRatio() <= 0) {
      return uncommon == 0 ? 0 : Long.MAX_VALUE;
    }
    // uncommon / (trusted + uncommon) <= maxRatio, as the division of section 2.4 is written.
    long needed = Math.max(0, (long) (uncommon / rule.maxRatio()) - uncommon - 2);
    while ((double) uncommon / (needed + uncommon) > rule.maxRatio()) {
      needed++;
    }
    return Math.max(0, Math.max(needed, rule.minTrusted()) - trusted);
  }
}

package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.Hash128;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.RuleInfo.Threat;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.text.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What {@link TrailSilence} tells, as the rule that its alerts are of: it has no file, because it's
 * about events that are missing.
 */
public final class SilenceRule {
  public static final String NAME = "trailhound_trail_silent";

  private static final String GUIDE =
      """
      1. Is the trail still on? Look for StopLogging, DeleteTrail, UpdateTrail and PutEventSelectors before the last event, and for a policy that keeps CloudTrail from the bucket or its key.
      2. Who called last, and from where? The alert shows that event.
      3. Is it the way here: the bucket's notifications, the queue, the topic, this job's own lag?
      4. Did the account have to become quiet, because it was emptied or closed?
      """;

  private SilenceRule() {}

  /**
   * For alert documents; no event matches it.
   *
   * @param after how long a silence is told
   */
  public static Rule of(Duration after) {
    return new Rule.Match(
        new RuleInfo(
            NAME,
            "5f0b8f1e-0f7c-4b57-9a51-6d6f7f2f6c11",
            "A trail fell silent",
            "No event came of an account, or of a region that was busy, for longer than silence-after.",
            "silence",
            "high",
            73,
            "Trailhound",
            List.of("https://attack.mitre.org/techniques/T1685/002/"),
            List.of("An account that is quiet by nature: give a longer silence-after"),
            List.of(
                new Threat("tactic", "TA0112", "Defense Impairment"),
                new Threat("technique", "T1685", "Disable or Modify Tools"),
                new Threat("subtechnique", "T1685.002", "Disable or Modify Cloud Log")),
            Hash128.hex(NAME, after.toString()),
            GUIDE,
            NAME,
            1),
        Conditions.NEVER,
        true);
  }

  /**
   * Identity: rule, account, region and the time of the last event.
   *
   * @param region empty for the account as a whole
   * @param last what was heard last; its activity is what the alert shows
   * @param until time of the first event behind the silence; null while it lasts
   */
  static Alert alert(
      String account, String region, Heard last, Long until, long after, String phase) {
    Alert alert = new Alert();
    alert.rule = NAME;
    alert.phase = phase;
    alert.id = id(account, region, last.last);
    alert.time = last.last + after;
    alert.windowStart = last.last;
    alert.windowEnd = until;
    alert.activity = activity(account, region, last.activity);
    alert.eventIds = List.of(last.lastEventId);
    AlertFactory.see(alert, alert.activity);
    alert.message = message(account, region, last, until, after);
    return alert;
  }

  private static String id(String account, String region, long last) {
    return Hash128.hex(NAME, account, region, Long.toString(last));
  }

  /** The last event's, but account and region are the trail's. */
  private static Activity activity(String account, String region, Activity last) {
    Activity activity = new Activity();
    activity.action = last.action;
    activity.provider = last.provider;
    activity.outcome = last.outcome;
    activity.userName = last.userName;
    activity.userId = last.userId;
    activity.arn = last.arn;
    activity.userType = last.userType;
    activity.accessKeyId = last.accessKeyId;
    activity.invokedBy = last.invokedBy;
    activity.address = last.address;
    activity.ip = last.ip;
    activity.asNumber = last.asNumber;
    activity.asOrganization = last.asOrganization;
    activity.userAgent = last.userAgent;
    activity.accountId = account;
    activity.region = region.isEmpty() ? null : region;
    return activity;
  }

  private static String message(String account, String region, Heard last, Long until, long after) {
    Activity called = last.activity.shown();
    String place = region.isEmpty() ? "" : " in " + Caps.shown(region);
    String trail = "Account " + Caps.shown(account) + place;
    String from = Instant.ofEpochMilli(last.last).toString();
    String silent =
        until == null
            ? "%s has been silent for %s, since %s."
                .formatted(trail, DurationWords.words(after), from)
            : "%s was silent for %s, from %s to %s."
                .formatted(
                    trail,
                    DurationWords.words(until - last.last),
                    from,
                    Instant.ofEpochMilli(until));
    return "%s Last, %s called %s%s."
        .formatted(
            silent,
            Who.did(called),
            called.action,
            called.region == null ? "" : " in " + called.region);
  }
}

package io.trailhound.detect;

import io.trailhound.model.Activity;
import java.util.Objects;

/**
 * The calls of one alert in, one by one and in any order, who made them out: the caller of the last
 * one; where several did, nobody, as what they have in common is the alert's group and not the name
 * of one of them.
 */
final class Caller {
  private Activity last;
  private long time;
  private String eventId;
  private boolean isOneName = true;
  private boolean isOneArn = true;
  private boolean isOfSeveralAccounts;

  void add(Activity activity, long at, String id) {
    if (last == null) {
      set(activity, at, id);
      return;
    }
    isOneName &= Objects.equals(name(last), name(activity));
    isOneArn &= last.arn != null && last.arn.equals(activity.arn);
    isOfSeveralAccounts |= !Objects.equals(last.accountId, activity.accountId);
    if (at > time || (at == time && id.compareTo(eventId) > 0)) {
      set(activity, at, id);
    }
  }

  private void set(Activity activity, long at, String id) {
    last = activity;
    time = at;
    eventId = id;
  }

  /** As an alert over them has it. */
  Activity activity() {
    Activity activity = isSeveral() ? nobody(last) : principal(last);
    activity.accountId = isSeveral() && isOfSeveralAccounts ? null : last.accountId;
    return activity;
  }

  /**
   * Sessions of one role are one caller. So is one ARN, whose name not all calls need to have:
   * there are sessions without {@code sessionContext}.
   */
  private boolean isSeveral() {
    return !isOneName && !isOneArn;
  }

  /** Of two of {@link #activity} the one, unless that's somebody else than the other. */
  static Activity ofBoth(Activity one, Activity other) {
    Caller caller = new Caller();
    caller.add(one, 1, "");
    caller.add(other, 0, "");
    return caller.isSeveral() ? caller.activity() : one;
  }

  private static String name(Activity a) {
    if (a.userName != null) {
      return a.userName;
    }
    if (a.arn != null) {
      return a.arn;
    }
    return a.userId != null ? a.userId : a.invokedBy;
  }

  /** Whether nothing says who it was. */
  static boolean isNobody(Activity a) {
    return name(a) == null && a.userType == null;
  }

  /** Where in AWS, and with which rules that was found. */
  static Activity nobody(Activity of) {
    Activity nobody = new Activity();
    nobody.region = of.region;
    nobody.accountId = of.accountId;
    nobody.versions = of.versions;
    return nobody;
  }

  /**
   * The same and who it was, without the call's own action, network and agent: those belong to
   * single events.
   */
  static Activity principal(Activity activity) {
    Activity principal = nobody(activity);
    principal.userName = activity.userName;
    principal.userId = activity.userId;
    principal.arn = activity.arn;
    principal.userType = activity.userType;
    principal.accessKeyId = activity.accessKeyId;
    principal.invokedBy = activity.invokedBy;
    principal.session = activity.session;
    return principal;
  }
}

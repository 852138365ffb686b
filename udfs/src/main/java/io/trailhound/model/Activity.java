package io.trailhound.model;

/**
 * What an alert shows of an event: who did what, from where. Any field may be null. It travels with
 * a {@link Signal} only where an alert may need it.
 */
public final class Activity {
  public String action;
  public String provider;
  public String outcome;
  public String region;
  public String accountId;
  public String userName;
  public String userId;
  public String arn;
  public String userType;
  public String accessKeyId;
  public String invokedBy;

  /** Null where the record says nothing about it, and in state of before that was kept. */
  public Session session;

  public String address;
  public String ip;

  /** 0 when unknown. */
  public long asNumber;

  public String asOrganization;
  public String userAgent;
  public String userAgentName;

  /**
   * Of the rules that this goes to, and of those that build on them, the versions that aren't those
   * of the start, because lists or filters were read again: name, version, name, version, as {@link
   * Group} joins them. Null, the usual, when there are none.
   */
  public String versions;

  /**
   * Where this stands for an alert of a correlation: all that the events behind that had and alerts
   * list, joined. Null for an event, and in state of before that was kept.
   */
  public String beneath;

  public Activity() {}

  /** The version of {@code rule} with which this was found; null for that of the start. */
  public String version(String rule) {
    if (versions != null) {
      String[] pairs = Group.split(versions);
      for (int i = 0; i + 1 < pairs.length; i += 2) {
        if (pairs[i].equals(rule)) {
          return pairs[i + 1];
        }
      }
    }
    return null;
  }

  /**
   * The part of {@code event} that alerts show, long values as {@link Caps#key} has them: alerts
   * are compared by them, too. {@code userAgentName} is ECS user_agent.name.
   */
  public static Activity of(CloudTrailEvent event, String userAgentName) {
    Activity a = new Activity();
    a.action = Caps.key(event.eventName);
    a.provider = Caps.key(event.eventSource);
    a.outcome = Caps.key(event.outcome);
    a.region = Caps.key(event.awsRegion);
    a.accountId = Caps.key(event.account());
    a.userName = Caps.key(event.userName);
    a.userId = Caps.key(event.principalId != null ? event.principalId : event.onBehalfOf);
    a.arn = Caps.key(event.arn);
    a.userType = Caps.key(event.userType);
    a.accessKeyId = Caps.key(event.accessKeyId);
    a.invokedBy = Caps.key(event.invokedBy);
    a.session = Session.of(event);
    a.address = Caps.key(event.sourceIPAddress);
    a.ip = event.sourceIp;
    a.asNumber = event.asNumber;
    a.asOrganization = Caps.key(event.asOrganization);
    a.userAgent = Caps.key(event.userAgent);
    a.userAgentName = Caps.key(userAgentName);
    return a;
  }

  /** The same for a person's eyes: of long values what {@link Caps#shown} leaves. */
  public Activity shown() {
    Activity a = new Activity();
    a.action = Caps.shown(action);
    a.provider = Caps.shown(provider);
    a.outcome = Caps.shown(outcome);
    a.region = Caps.shown(region);
    a.accountId = Caps.shown(accountId);
    a.userName = Caps.shown(userName);
    a.userId = Caps.shown(userId);
    a.arn = Caps.shown(arn);
    a.userType = Caps.shown(userType);
    a.accessKeyId = Caps.shown(accessKeyId);
    a.invokedBy = Caps.shown(invokedBy);
    a.session = session;
    a.address = Caps.shown(address);
    a.ip = ip;
    a.asNumber = asNumber;
    a.asOrganization = Caps.shown(asOrganization);
    a.userAgent = Caps.shown(userAgent);
    a.userAgentName = Caps.shown(userAgentName);
    a.versions = versions;
    return a;
  }
}

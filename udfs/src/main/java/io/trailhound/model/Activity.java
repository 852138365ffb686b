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
   * The part of {@code event} that alerts show, long values cut; {@code userAgentName} is ECS
   * user_agent.name.
   */
  public static Activity of(CloudTrailEvent event, String userAgentName) {
    Activity a = new Activity();
    a.action = Caps.shown(event.eventName);
    a.provider = Caps.shown(event.eventSource);
    a.outcome = Caps.shown(event.outcome);
    a.region = Caps.shown(event.awsRegion);
    a.accountId = Caps.shown(event.account());
    a.userName = Caps.shown(event.userName);
    a.userId = Caps.shown(event.principalId != null ? event.principalId : event.onBehalfOf);
    a.arn = Caps.shown(event.arn);
    a.userType = Caps.shown(event.userType);
    a.accessKeyId = Caps.shown(event.accessKeyId);
    a.invokedBy = Caps.shown(event.invokedBy);
    a.session = Session.of(event);
    a.address = Caps.shown(event.sourceIPAddress);
    a.ip = event.sourceIp;
    a.asNumber = event.asNumber;
    a.asOrganization = Caps.shown(event.asOrganization);
    a.userAgent = Caps.shown(event.userAgent);
    a.userAgentName = Caps.shown(userAgentName);
    return a;
  }
}

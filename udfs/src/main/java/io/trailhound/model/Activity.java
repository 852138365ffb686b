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
  public String address;
  public String ip;

  /** 0 when unknown. */
  public long asNumber;

  public String asOrganization;
  public String userAgent;
  public String userAgentName;

  public Activity() {}

  /** The part of {@code event} that alerts show; {@code userAgentName} is ECS user_agent.name. */
  public static Activity of(CloudTrailEvent event, String userAgentName) {
    Activity a = new Activity();
    a.action = event.eventName;
    a.provider = event.eventSource;
    a.outcome = event.outcome;
    a.region = event.awsRegion;
    a.accountId = event.accountId != null ? event.accountId : event.recipientAccountId;
    a.userName = event.userName;
    a.userId = event.principalId != null ? event.principalId : event.onBehalfOf;
    a.arn = event.arn;
    a.userType = event.userType;
    a.accessKeyId = event.accessKeyId;
    a.invokedBy = event.invokedBy;
    a.address = event.sourceIPAddress;
    a.ip = event.sourceIp;
    a.asNumber = event.asNumber;
    a.asOrganization = event.asOrganization;
    a.userAgent = event.userAgent;
    a.userAgentName = userAgentName;
    return a;
  }
}

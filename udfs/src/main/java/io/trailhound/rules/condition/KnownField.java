package io.trailhound.rules.condition;

import java.util.List;
import java.util.function.Function;

/**
 * The fields that have an ECS name or that every event carries, with all their names (the table of
 * docs/contract.md section 3).
 */
public enum KnownField {
  TIME(v -> v.time(), "@timestamp", "eventTime"),
  ID(v -> v.event().eventId, "event.id", "eventID"),
  ACTION(v -> v.event().eventName, "event.action", "eventName"),
  PROVIDER(v -> v.event().eventSource, "event.provider", "eventSource"),
  OUTCOME(v -> v.event().outcome, "event.outcome"),
  REGION(v -> v.event().awsRegion, "cloud.region", "awsRegion"),
  ACCOUNT(v -> v.account(), "cloud.account.id"),
  IDENTITY_ACCOUNT(v -> v.event().accountId, "userIdentity.accountId"),
  RECIPIENT_ACCOUNT(v -> v.event().recipientAccountId, "recipientAccountId"),
  USER_NAME(v -> v.event().userName, "user.name"),
  USER_ID(v -> v.event().principalId, "user.id", "userIdentity.principalId"),
  ARN(v -> v.event().arn, "aws.cloudtrail.user_identity.arn", "userIdentity.arn"),
  USER_TYPE(v -> v.event().userType, "aws.cloudtrail.user_identity.type", "userIdentity.type"),
  ACCESS_KEY(
      v -> v.event().accessKeyId,
      "aws.cloudtrail.user_identity.access_key_id",
      "userIdentity.accessKeyId"),
  INVOKED_BY(
      v -> v.event().invokedBy,
      "aws.cloudtrail.user_identity.invoked_by",
      "userIdentity.invokedBy"),
  ADDRESS(v -> v.event().sourceIPAddress, "source.address", "sourceIPAddress"),
  IP(v -> v.event().sourceIp, "source.ip"),
  AS_NUMBER(v -> v.asNumber(), "source.as.number"),
  AS_ORGANIZATION(v -> v.event().asOrganization, "source.as.organization.name"),
  USER_AGENT(v -> v.event().userAgent, "user_agent.original", "userAgent"),
  USER_AGENT_NAME(v -> v.userAgentName(), "user_agent.name"),
  ERROR_CODE(v -> v.event().errorCode, "errorCode"),
  ERROR_MESSAGE(v -> v.event().errorMessage, "errorMessage");

  static final int COUNT = values().length;

  @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
  private final Function<EventView, String> read;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> names;

  KnownField(Function<EventView, String> read, String... names) {
    this.read = read;
    this.names = List.of(names);
  }

  /** All names, the ECS one first. */
  public List<String> names() {
    return names;
  }

  /**
   * The name in a record under which conditions see all that stands there, also {@code ""}: for the
   * identity's only where a rule uses it. Null where nothing stands for no value.
   *
   * @param used the name in the rule
   */
  public String own(String used) {
    return switch (this) {
      case USER_ID, ARN, USER_TYPE, ACCESS_KEY, INVOKED_BY, IDENTITY_ACCOUNT ->
          used.equals(last()) ? used : null;
      case USER_AGENT, ERROR_CODE, ERROR_MESSAGE, RECIPIENT_ACCOUNT, ADDRESS -> last();
      default -> null;
    };
  }

  /** CloudTrail's own name of the field, or null: where a null or {@code ""} would stand. */
  public String path(String used) {
    return switch (this) {
      case TIME, ID, ACTION, PROVIDER, REGION -> last();
      default -> own(used);
    };
  }

  private String last() {
    return names.get(names.size() - 1);
  }

  /** The value in this event, or null. */
  String read(EventView event) {
    return read.apply(event);
  }
}

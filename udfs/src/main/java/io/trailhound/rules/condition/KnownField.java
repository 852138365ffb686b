package io.trailhound.rules.condition;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Session;
import java.util.List;

/**
 * The fields that have an ECS name or that every event carries, with all their names (the table of
 * docs/contract.md section 3).
 */
public enum KnownField {
  TIME("@timestamp", "eventTime"),
  ID("event.id", "eventID"),
  ACTION("event.action", "eventName"),
  PROVIDER("event.provider", "eventSource"),
  OUTCOME("event.outcome"),
  REGION("cloud.region", "awsRegion"),
  ACCOUNT("cloud.account.id"),
  IDENTITY_ACCOUNT("userIdentity.accountId"),
  RECIPIENT_ACCOUNT("recipientAccountId"),
  USER_NAME("user.name"),
  USER_ID("user.id", "userIdentity.principalId"),
  ARN("aws.cloudtrail.user_identity.arn", "userIdentity.arn"),
  USER_TYPE("aws.cloudtrail.user_identity.type", "userIdentity.type"),
  ACCESS_KEY("aws.cloudtrail.user_identity.access_key_id", "userIdentity.accessKeyId"),
  INVOKED_BY("aws.cloudtrail.user_identity.invoked_by", "userIdentity.invokedBy"),
  SESSION_NAME("aws.cloudtrail.user_identity.session_context.session_name"),
  ADDRESS("source.address", "sourceIPAddress"),
  IP("source.ip"),
  AS_NUMBER("source.as.number"),
  AS_ORGANIZATION("source.as.organization.name"),
  USER_AGENT("user_agent.original", "userAgent"),
  USER_AGENT_NAME("user_agent.name"),
  ERROR_CODE("errorCode"),
  ERROR_MESSAGE("errorMessage");

  static final int COUNT = values().length;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> names;

  KnownField(String... names) {
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

  /** The value in this event, or null. No function for each: this is asked for all the time. */
  String read(EventView view) {
    CloudTrailEvent event = view.event();
    return switch (this) {
      case TIME -> view.time();
      case ID -> event.eventId;
      case ACTION -> event.eventName;
      case PROVIDER -> event.eventSource;
      case OUTCOME -> event.outcome;
      case REGION -> event.awsRegion;
      case ACCOUNT -> view.account();
      case IDENTITY_ACCOUNT -> event.accountId;
      case RECIPIENT_ACCOUNT -> event.recipientAccountId;
      case USER_NAME -> event.userName;
      case USER_ID -> event.principalId;
      case ARN -> event.arn;
      case USER_TYPE -> event.userType;
      case ACCESS_KEY -> event.accessKeyId;
      case INVOKED_BY -> event.invokedBy;
      case SESSION_NAME -> Session.name(event.arn);
      case ADDRESS -> event.sourceIPAddress;
      case IP -> event.sourceIp;
      case AS_NUMBER -> view.asNumber();
      case AS_ORGANIZATION -> event.asOrganization;
      case USER_AGENT -> event.userAgent;
      case USER_AGENT_NAME -> view.userAgentName();
      case ERROR_CODE -> event.errorCode;
      case ERROR_MESSAGE -> event.errorMessage;
    };
  }
}

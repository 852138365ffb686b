package io.trailhound.decode;

import io.trailhound.model.ExtraFields;
import java.util.List;

/**
 * The extra fields in, the tree of every wanted path out: CloudTrail's names, the names of the same
 * fields in ECS documents, and the keys by which envelopes are known.
 */
final class FieldPaths {
  private static final String CLOUDTRAIL = "aws.cloudtrail.";
  private static final String IDENTITY = CLOUDTRAIL + "user_identity.";

  private FieldPaths() {}

  static PathNode of(ExtraFields extras) {
    PathNode root = new PathNode();
    cloudTrail(root);
    ecs(root);
    envelopes(root);
    List<String> paths = extras.paths();
    for (int slot = 0; slot < paths.size(); slot++) {
      root.at(paths.get(slot)).extra = slot;
      for (String path : EcsNames.of(paths.get(slot))) {
        root.at(path).extra = slot;
      }
    }
    return root;
  }

  private static void cloudTrail(PathNode root) {
    root.text("eventTime", Slots.EVENT_TIME);
    root.text("@timestamp", Slots.TIMESTAMP);
    root.text("eventID", Slots.EVENT_ID);
    root.repeated("eventName", Slots.EVENT_NAME);
    root.repeated("eventSource", Slots.EVENT_SOURCE);
    root.repeated("awsRegion", Slots.AWS_REGION);
    root.repeated("sourceIPAddress", Slots.SOURCE_ADDRESS);
    root.repeated("userAgent", Slots.USER_AGENT);
    root.repeated("errorCode", Slots.ERROR_CODE);
    root.text("errorMessage", Slots.ERROR_MESSAGE);
    root.repeated("recipientAccountId", Slots.RECIPIENT_ACCOUNT_ID);
    root.repeated("userIdentity.type", Slots.USER_TYPE);
    root.repeated("userIdentity.principalId", Slots.PRINCIPAL_ID);
    root.repeated("userIdentity.arn", Slots.ARN);
    root.repeated("userIdentity.accountId", Slots.ACCOUNT_ID);
    root.repeated("userIdentity.accessKeyId", Slots.ACCESS_KEY_ID);
    root.repeated("userIdentity.invokedBy", Slots.INVOKED_BY);
    root.repeated("userIdentity.userName", Slots.USER_NAME);
    root.repeated("userIdentity.sessionContext.sessionIssuer.userName", Slots.ISSUER_USER_NAME);
    root.repeated("responseElements.ConsoleLogin", Slots.CONSOLE_LOGIN);
    root.repeated("eventCategory", Slots.EVENT_CATEGORY);
    root.repeated("eventType", Slots.EVENT_TYPE);
    root.container("addendum", Slots.ADDENDUM);
  }

  private static void ecs(PathNode root) {
    root.text("event.id", Slots.ECS + Slots.EVENT_ID);
    root.repeated("event.action", Slots.ECS + Slots.EVENT_NAME);
    root.repeated("event.provider", Slots.ECS + Slots.EVENT_SOURCE);
    root.repeated("event.outcome", Slots.ECS + Slots.OUTCOME);
    root.repeated("event.dataset", Slots.DATASET);
    root.text("event.original", Slots.ORIGINAL);
    root.repeated("cloud.region", Slots.ECS + Slots.AWS_REGION);
    root.repeated("cloud.account.id", Slots.ECS + Slots.ACCOUNT_ID);
    root.repeated("user.name", Slots.ECS + Slots.USER_NAME);
    root.repeated("user.id", Slots.ECS + Slots.PRINCIPAL_ID);
    root.repeated("user_agent.original", Slots.ECS + Slots.USER_AGENT);
    root.repeated("source.address", Slots.ECS + Slots.SOURCE_ADDRESS);
    root.repeated("source.ip", Slots.SOURCE_IP);
    root.repeated("source.as.number", Slots.AS_NUMBER);
    root.repeated("source.as.organization.name", Slots.AS_ORGANIZATION);
    root.repeated(IDENTITY + "arn", Slots.ECS + Slots.ARN);
    root.repeated(IDENTITY + "type", Slots.ECS + Slots.USER_TYPE);
    root.repeated(IDENTITY + "access_key_id", Slots.ECS + Slots.ACCESS_KEY_ID);
    root.repeated(IDENTITY + "invoked_by", Slots.ECS + Slots.INVOKED_BY);
    root.repeated(CLOUDTRAIL + "error_code", Slots.ECS + Slots.ERROR_CODE);
    root.text(CLOUDTRAIL + "error_message", Slots.ECS + Slots.ERROR_MESSAGE);
    root.repeated(CLOUDTRAIL + "recipient_account_id", Slots.ECS + Slots.RECIPIENT_ACCOUNT_ID);
    root.repeated(CLOUDTRAIL + "event_category", Slots.ECS + Slots.EVENT_CATEGORY);
    root.repeated(CLOUDTRAIL + "event_type", Slots.ECS + Slots.EVENT_TYPE);
    root.container(CLOUDTRAIL + "addendum", Slots.ECS + Slots.ADDENDUM);
  }

  private static void envelopes(PathNode root) {
    root.container("Records", Slots.RECORDS);
    root.container("logEvents", Slots.LOG_EVENTS);
    root.container("detail", Slots.DETAIL);
    root.container("_source", Slots.HIT);
    root.text("awslogs.data", Slots.AWSLOGS_DATA);
    root.text("messageType", Slots.MESSAGE_TYPE);
    root.text("message", Slots.MESSAGE);
    root.text("digestS3Object", Slots.DIGEST);
    for (String key : List.of("TopicArn", "s3ObjectKey", "receiptHandle", "Sns", "s3", "Event")) {
      root.container(key, Slots.NOTIFICATION);
    }
  }
}

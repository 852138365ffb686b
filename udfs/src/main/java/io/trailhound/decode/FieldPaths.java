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
    root.text("eventName", Slots.EVENT_NAME);
    root.text("eventSource", Slots.EVENT_SOURCE);
    root.text("awsRegion", Slots.AWS_REGION);
    root.text("sourceIPAddress", Slots.SOURCE_ADDRESS);
    root.text("userAgent", Slots.USER_AGENT);
    root.text("errorCode", Slots.ERROR_CODE);
    root.text("errorMessage", Slots.ERROR_MESSAGE);
    root.text("recipientAccountId", Slots.RECIPIENT_ACCOUNT_ID);
    root.text("userIdentity.type", Slots.USER_TYPE);
    root.text("userIdentity.principalId", Slots.PRINCIPAL_ID);
    root.text("userIdentity.arn", Slots.ARN);
    root.text("userIdentity.accountId", Slots.ACCOUNT_ID);
    root.text("userIdentity.accessKeyId", Slots.ACCESS_KEY_ID);
    root.text("userIdentity.invokedBy", Slots.INVOKED_BY);
    root.text("userIdentity.userName", Slots.USER_NAME);
    root.text("userIdentity.sessionContext.sessionIssuer.userName", Slots.ISSUER_USER_NAME);
    root.text("responseElements.ConsoleLogin", Slots.CONSOLE_LOGIN);
    root.text("eventCategory", Slots.EVENT_CATEGORY);
    root.text("eventType", Slots.EVENT_TYPE);
    root.container("addendum", Slots.ADDENDUM);
  }

  private static void ecs(PathNode root) {
    root.text("event.id", Slots.ECS + Slots.EVENT_ID);
    root.text("event.action", Slots.ECS + Slots.EVENT_NAME);
    root.text("event.provider", Slots.ECS + Slots.EVENT_SOURCE);
    root.text("event.outcome", Slots.ECS + Slots.OUTCOME);
    root.text("event.dataset", Slots.DATASET);
    root.text("event.original", Slots.ORIGINAL);
    root.text("cloud.region", Slots.ECS + Slots.AWS_REGION);
    root.text("cloud.account.id", Slots.ECS + Slots.ACCOUNT_ID);
    root.text("user.name", Slots.ECS + Slots.USER_NAME);
    root.text("user.id", Slots.ECS + Slots.PRINCIPAL_ID);
    root.text("user_agent.original", Slots.ECS + Slots.USER_AGENT);
    root.text("source.address", Slots.ECS + Slots.SOURCE_ADDRESS);
    root.text("source.ip", Slots.SOURCE_IP);
    root.text("source.as.number", Slots.AS_NUMBER);
    root.text("source.as.organization.name", Slots.AS_ORGANIZATION);
    root.text(IDENTITY + "arn", Slots.ECS + Slots.ARN);
    root.text(IDENTITY + "type", Slots.ECS + Slots.USER_TYPE);
    root.text(IDENTITY + "access_key_id", Slots.ECS + Slots.ACCESS_KEY_ID);
    root.text(IDENTITY + "invoked_by", Slots.ECS + Slots.INVOKED_BY);
    root.text(CLOUDTRAIL + "error_code", Slots.ECS + Slots.ERROR_CODE);
    root.text(CLOUDTRAIL + "error_message", Slots.ECS + Slots.ERROR_MESSAGE);
    root.text(CLOUDTRAIL + "recipient_account_id", Slots.ECS + Slots.RECIPIENT_ACCOUNT_ID);
    root.text(CLOUDTRAIL + "event_category", Slots.ECS + Slots.EVENT_CATEGORY);
    root.text(CLOUDTRAIL + "event_type", Slots.ECS + Slots.EVENT_TYPE);
    root.container(CLOUDTRAIL + "addendum", Slots.ECS + Slots.ADDENDUM);
  }

  private static void envelopes(PathNode root) {
    root.container("Records", Slots.RECORDS);
    root.container("logEvents", Slots.LOG_EVENTS);
    root.container("detail", Slots.DETAIL);
    root.container("_source", Slots.HIT);
    root.text("awslogs.data", Slots.LAMBDA_DATA);
    root.text("kinesis.data", Slots.LAMBDA_DATA);
    root.text("messageType", Slots.MESSAGE_TYPE);
    root.text("message", Slots.MESSAGE);
    root.text("digestS3Object", Slots.DIGEST);
    for (String key : List.of("TopicArn", "s3ObjectKey", "receiptHandle", "Sns", "s3", "Event")) {
      root.container(key, Slots.NOTIFICATION);
    }
  }
}

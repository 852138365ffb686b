package io.trailhound.decode;

import io.trailhound.model.ExtraFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The extra fields in, the tree of every wanted path out: CloudTrail's names, the names of the same
 * fields in ECS documents, and the keys by which envelopes are known.
 */
final class FieldPaths {
  private static final String CLOUDTRAIL = "aws.cloudtrail.";
  private static final String IDENTITY = CLOUDTRAIL + "user_identity.";

  /** Those of a record's fields that hold an object. */
  private static final List<String> OBJECTS =
      List.of(
          "userIdentity",
          "requestParameters",
          "responseElements",
          "additionalEventData",
          "serviceEventDetails");

  private FieldPaths() {}

  static PathNode of(ExtraFields extras) {
    PathNode root = new PathNode();
    cloudTrail(root);
    ecs(root);
    envelopes(root);
    List<String> paths = extras.paths();
    for (int slot = 0; slot < paths.size(); slot++) {
      List<String> names = new ArrayList<>(List.of(paths.get(slot)));
      names.addAll(columns(paths.get(slot)));
      names.addAll(EcsNames.of(paths.get(slot)));
      for (String name : names) {
        if (extras.presences().contains(slot)) {
          root.at(name).presence = slot;
        } else {
          root.at(name).extra = slot;
        }
      }
    }
    for (String column : OBJECTS) {
      textsOf(root.find(column), true);
      textsOf(root.find(column.toLowerCase(Locale.ROOT)), false);
    }
    root.index();
    return root;
  }

  /** A column of an object may have it as text: in JSON, or as Athena and Lake show a struct. */
  private static void textsOf(PathNode column, boolean stays) {
    if (column != null) {
      column.textStays = stays;
      column.objectText = true;
      column.elasticText = true;
    }
  }

  /**
   * As Athena names it: in lower case, but for the keys of an object that a column has as text.
   * CloudTrail Lake names columns as records do, and has the keys of structs in lower case.
   */
  private static List<String> columns(String path) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    String rest = path.substring(first.length());
    String text = first.toLowerCase(Locale.ROOT) + rest;
    return EcsNames.isFree(first)
        ? List.of(text)
        : List.of(text, path.toLowerCase(Locale.ROOT), first + rest.toLowerCase(Locale.ROOT));
  }

  private static void cloudTrail(PathNode root) {
    root.text("@timestamp", Slots.TIMESTAMP);
    Map<String, Integer> fields = new LinkedHashMap<>();
    records(fields);
    fields.forEach(
        (path, slot) -> {
          root.text(path, slot);
          root.text(path.toLowerCase(Locale.ROOT), slot);
          columns(path).forEach(column -> root.text(column, slot));
        });
    root.at("userIdentity").repeats = true;
  }

  private static void records(Map<String, Integer> fields) {
    fields.put("eventTime", Slots.EVENT_TIME);
    fields.put("eventID", Slots.EVENT_ID);
    fields.put("eventName", Slots.EVENT_NAME);
    fields.put("eventSource", Slots.EVENT_SOURCE);
    fields.put("awsRegion", Slots.AWS_REGION);
    fields.put("sourceIPAddress", Slots.SOURCE_ADDRESS);
    fields.put("userAgent", Slots.USER_AGENT);
    fields.put("errorCode", Slots.ERROR_CODE);
    fields.put("errorMessage", Slots.ERROR_MESSAGE);
    fields.put("recipientAccountId", Slots.RECIPIENT_ACCOUNT_ID);
    fields.put("userIdentity.type", Slots.USER_TYPE);
    fields.put("userIdentity.principalId", Slots.PRINCIPAL_ID);
    fields.put("userIdentity.arn", Slots.ARN);
    fields.put("userIdentity.accountId", Slots.ACCOUNT_ID);
    fields.put("userIdentity.accessKeyId", Slots.ACCESS_KEY_ID);
    fields.put("userIdentity.invokedBy", Slots.INVOKED_BY);
    fields.put("userIdentity.userName", Slots.USER_NAME);
    fields.put("userIdentity.sessionContext.sessionIssuer.userName", Slots.ISSUER_USER_NAME);
    fields.put("userIdentity.onBehalfOf.userId", Slots.ON_BEHALF_OF);
    fields.put("userIdentity.onBehalfOf.identityStoreArn", Slots.IDENTITY_STORE);
    fields.put("userIdentity.credentialId", Slots.CREDENTIAL);
    fields.put("userIdentity.sessionContext.attributes.creationDate", Slots.SESSION_CREATED);
    fields.put("userIdentity.sessionContext.attributes.mfaAuthenticated", Slots.SESSION_MFA);
    fields.put("userIdentity.sessionContext.sourceIdentity", Slots.SOURCE_IDENTITY);
    fields.put("responseElements.ConsoleLogin", Slots.CONSOLE_LOGIN);
    fields.put("eventCategory", Slots.EVENT_CATEGORY);
    fields.put("eventType", Slots.EVENT_TYPE);
    fields.put("addendum.reason", Slots.ADDENDUM);
  }

  private static void ecs(PathNode root) {
    root.text("event.id", Slots.ECS + Slots.EVENT_ID);
    root.text("event.action", Slots.ECS + Slots.EVENT_NAME);
    root.text("event.provider", Slots.ECS + Slots.EVENT_SOURCE);
    root.text("event.outcome", Slots.ECS + Slots.OUTCOME);
    root.text("event.dataset", Slots.DATASET);
    root.text("data_stream.dataset", Slots.DATA_STREAM);
    root.text("event.module", Slots.MODULE);
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
    root.text(IDENTITY + "on_behalf_of.user_id", Slots.ON_BEHALF_OF);
    root.text(IDENTITY + "on_behalf_of.identity_store_arn", Slots.IDENTITY_STORE);
    root.text(IDENTITY + "credential_id", Slots.CREDENTIAL);
    root.text(IDENTITY + "session_context.creation_date", Slots.SESSION_CREATED);
    root.text(IDENTITY + "session_context.mfa_authenticated", Slots.SESSION_MFA);
    root.text(IDENTITY + "session_context.source_identity", Slots.SOURCE_IDENTITY);
    for (String object :
        List.of(
            "request_parameters",
            "response_elements",
            "additional_eventdata",
            "service_event_details")) {
      root.at(CLOUDTRAIL + object).elasticText = true;
    }
    root.text(CLOUDTRAIL + "error_code", Slots.ECS + Slots.ERROR_CODE);
    root.text(CLOUDTRAIL + "error_message", Slots.ECS + Slots.ERROR_MESSAGE);
    root.text(CLOUDTRAIL + "recipient_account_id", Slots.ECS + Slots.RECIPIENT_ACCOUNT_ID);
    root.text(CLOUDTRAIL + "event_category", Slots.ECS + Slots.EVENT_CATEGORY);
    root.text(CLOUDTRAIL + "event_type", Slots.ECS + Slots.EVENT_TYPE);
    root.text(CLOUDTRAIL + "addendum.reason", Slots.ECS + Slots.ADDENDUM);
  }

  private static void envelopes(PathNode root) {
    root.container("Records", Slots.RECORDS);
    root.container("logEvents", Slots.LOG_EVENTS);
    root.container("Events", Slots.EVENTS);
    root.text("CloudTrailEvent", Slots.CARRIED);
    root.text("eventJson", Slots.CARRIED);
    root.text("eventjson", Slots.CARRIED);
    root.text("detail-type", Slots.DETAIL_TYPE);
    root.container("detail", Slots.DETAIL);
    root.container("_source", Slots.HIT);
    root.text("awslogs.data", Slots.LAMBDA_DATA);
    root.text("kinesis.data", Slots.LAMBDA_DATA);
    root.text("messageType", Slots.MESSAGE_TYPE);
    root.text("message", Slots.MESSAGE);
    root.text("digestS3Object", Slots.DIGEST);
    for (String key :
        List.of(
            "TopicArn", "s3ObjectKey", "receiptHandle", "ReceiptHandle", "Sns", "s3", "Event")) {
      root.container(key, Slots.NOTIFICATION);
    }
  }
}

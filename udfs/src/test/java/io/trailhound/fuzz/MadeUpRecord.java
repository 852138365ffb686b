package io.trailhound.fuzz;

import io.trailhound.decode.Envelope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Chance in, a record or an ECS document out: the fields that decoding, enrichment, rules and
 * alerts read, most with what usually stands there, some with anything else that JSON allows.
 */
final class MadeUpRecord {
  /** A field and what usually stands there, in JSON. */
  private record Field(String path, String... usual) {}

  private static final Field[] CLOUDTRAIL = {
    new Field("eventVersion", "\"1.08\"", "\"1.11\"", "1"),
    new Field("userIdentity.type", "\"IAMUser\"", "\"AssumedRole\"", "\"AWSService\"", "\"Root\""),
    new Field("userIdentity.principalId", "\"AIDA1\"", "\"AROA1:s\""),
    new Field(
        "userIdentity.arn",
        "\"arn:aws:iam::111122223333:user/eve\"",
        "\"arn:aws:sts::111122223333:assumed-role/r/s\""),
    new Field("userIdentity.accountId", "\"111122223333\""),
    new Field("userIdentity.accessKeyId", "\"AKIA1\""),
    new Field("userIdentity.invokedBy", "\"config.amazonaws.com\"", "null"),
    new Field("userIdentity.userName", "\"eve\"", "null"),
    new Field("userIdentity.sessionContext.sessionIssuer.userName", "\"r\""),
    new Field("userIdentity.onBehalfOf.userId", "\"94\""),
    new Field("userIdentity.credentialId", "\"c\""),
    new Field("eventTime", "\"2026-09-01T10:00:00Z\"", "\"2025-03-11 02:13:05.123456789+05:30\""),
    new Field(
        "eventSource", "\"iam.amazonaws.com\"", "\"sts.amazonaws.com\"", "\"ec2.amazonaws.com\""),
    new Field(
        "eventName",
        "\"ListUsers\"",
        "\"GetCallerIdentity\"",
        "\"DescribeInstances\"",
        "\"AssumeRole\"",
        "\"ConsoleLogin\"",
        "\"ListFunctions20150331\""),
    new Field("awsRegion", "\"us-east-1\"", "\"eusc-de-east-1\""),
    new Field("sourceIPAddress", "\"198.18.0.4\"", "\"2001:db8::7\"", "\"AWS Internal\""),
    new Field("userAgent", "\"aws-cli/2.15.0 Python/3.11\"", "\"[Boto3/1.26]\"", "null"),
    new Field("errorCode", "null", "\"AccessDenied\""),
    new Field("errorMessage", "null", "\"not authorized\""),
    new Field("requestParameters.roleName", "\"admin\""),
    new Field(
        "requestParameters.policyDocument", "\"{\\\"Effect\\\": \\\"Allow\\\"}\"", "{\"a\":[1]}"),
    new Field("requestParameters.maxItems", "5", "1.0e3"),
    new Field("requestParameters.tags", "[\"a\",\"b\"]", "\"a\""),
    new Field("responseElements.ConsoleLogin", "\"Success\"", "\"Failure\""),
    new Field("resources.ARN", "\"arn:aws:s3:::b\""),
    new Field("eventID", "\"e-1\"", "\"e-2\""),
    new Field("eventType", "\"AwsApiCall\""),
    new Field("recipientAccountId", "\"111122223333\""),
    new Field("eventCategory", "\"Management\"", "\"Data\""),
    new Field("addendum.reason", "\"DELIVERY_DELAY\"", "null"),
  };

  private static final Field[] ECS = {
    new Field("@timestamp", "\"2026-09-01T10:00:00Z\""),
    new Field("event.dataset", "\"aws.cloudtrail\""),
    new Field("event.action", "\"ListUsers\"", "\"DescribeInstances\""),
    new Field("event.provider", "\"iam.amazonaws.com\"", "\"ec2.amazonaws.com\""),
    new Field("event.id", "\"e-3\""),
    new Field("event.outcome", "\"success\"", "\"failure\""),
    new Field("cloud.region", "\"us-east-1\""),
    new Field("cloud.account.id", "\"111122223333\""),
    new Field("user.name", "\"eve\"", "\"-\""),
    new Field("user.id", "\"AIDA1\""),
    new Field("user_agent.original", "\"aws-cli/2.15.0\""),
    new Field("source.address", "\"198.18.0.4\""),
    new Field("source.ip", "\"198.18.0.4\""),
    new Field("source.as.number", "216025", "\"9009\"", "[9009,16509]"),
    new Field("source.as.organization.name", "\"M247\"", "[\"M247\",\"Amazon.com, Inc.\"]"),
    new Field("aws.cloudtrail.user_identity.arn", "\"arn:aws:iam::111122223333:user/eve\""),
    new Field("aws.cloudtrail.user_identity.type", "\"IAMUser\""),
    new Field("aws.cloudtrail.request_parameters", "\"{roleName=admin, tags=[a, b]}\""),
    new Field("aws.cloudtrail.flattened.request_parameters.roleName", "\"admin\""),
    new Field("aws.cloudtrail.error_code", "\"AccessDenied\""),
  };

  /** Of lists and objects in each other; more are refused, and then not one for one. */
  private static final int DEEPEST = 40;

  private final Random random;

  /** How often a field has something unusual, one in so many. */
  private final int calm;

  MadeUpRecord(Random random) {
    this.random = random;
    this.calm = 2 + random.nextInt(30);
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    for (Field field : random.nextInt(8) == 0 ? ECS : CLOUDTRAIL) {
      if (random.nextInt(calm) > 0) {
        put(root, field.path(), value(field));
      }
    }
    StringBuilder json = new StringBuilder(1_500);
    write(root, json);
    return json.toString();
  }

  private String value(Field field) {
    String usual = field.usual()[random.nextInt(field.usual().length)];
    return random.nextInt(calm) > 0 ? usual : anything(usual, 0);
  }

  private String anything(String usual, int depth) {
    return switch (random.nextInt(depth > DEEPEST ? 3 : 10)) {
      case 0 -> usual;
      case 1 -> number();
      case 2 -> random.nextBoolean() ? "null" : "true";
      case 3 -> list(usual, depth);
      case 4 ->
          "{\"" + (random.nextBoolean() ? "k" : "arn") + "\":" + anything(usual, depth + 1) + "}";
      case 5 -> nested("[", "]");
      case 6 -> nested("{\"a\":", "}");
      default -> Envelope.text(HostileText.of(random));
    };
  }

  private String list(String usual, int depth) {
    StringBuilder list = new StringBuilder("[");
    int length = random.nextInt(50) == 0 ? random.nextInt(1_200) : random.nextInt(4);
    for (int i = 0; i < length; i++) {
      boolean plain = length > 4 || random.nextBoolean();
      list.append(i == 0 ? "" : ",");
      list.append(plain ? "\"v" + random.nextInt(1 + i) + "\"" : anything(usual, depth + 1));
    }
    return list.append(']').toString();
  }

  private String nested(String open, String close) {
    int depth = random.nextInt(DEEPEST);
    return open.repeat(depth) + "1" + close.repeat(depth);
  }

  private String number() {
    return switch (random.nextInt(5)) {
      case 0 -> "9".repeat(1 + random.nextInt(1_200));
      case 1 -> "-0.0e-" + random.nextInt(999_999);
      case 2 -> "1e" + random.nextInt(999_999_999);
      default -> String.valueOf(random.nextLong());
    };
  }

  /** Puts it where it belongs, or now and then under a name with dots. */
  @SuppressWarnings("unchecked")
  private void put(Map<String, Object> object, String path, String value) {
    int dot = path.indexOf('.');
    if (dot < 0 || random.nextInt(40) == 0) {
      object.put(path, value);
      return;
    }
    Object child = object.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<>());
    if (child instanceof Map<?, ?> inner) {
      put((Map<String, Object>) inner, path.substring(dot + 1), value);
    }
  }

  private static void write(Map<?, ?> object, StringBuilder json) {
    String before = "{";
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      json.append(before).append('"').append(entry.getKey()).append("\":");
      if (entry.getValue() instanceof Map<?, ?> child) {
        write(child, json);
      } else {
        json.append(entry.getValue());
      }
      before = ",";
    }
    json.append(object.isEmpty() ? "{}" : "}");
  }
}

package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One record in every envelope: the same event comes out. */
class EnvelopesTest {
  private static final String PRETTY =
      RECORD.replace(",\"", ",\n  \"").replace("{\"eventVersion", "{\n  \"eventVersion");
  private static final String QUOTED =
      "\"" + RECORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  private static final String LOGS =
      "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\","
          + "\"subscriptionFilters\":[\"f\"],\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,"
          + "\"message\":"
          + QUOTED
          + "}]}";

  private static Map<String, byte[]> envelopes() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("bare", RECORD);
    texts.put("line", RECORD + "\n");
    texts.put("line with carriage return", RECORD + "\r\n");
    texts.put("byte order mark", "\ufeff" + RECORD);
    texts.put("records", "{\"Records\":[" + RECORD + "]}");
    texts.put("pretty records", "{\n  \"Records\": [\n  " + RECORD + "\n  ]\n}\n");
    texts.put(
        "records behind other keys", "{\"a\":{\"b\":[1]},\"Records\":[" + RECORD + "],\"c\":1}");
    texts.put("list", "[" + RECORD + "]");
    texts.put(
        "EventBridge",
        "{\"version\":\"0\",\"id\":\"x\",\"detail-type\":\"AWS API Call via CloudTrail\","
            + "\"source\":\"aws.iam\",\"time\":\"2026-09-01T10:00:00Z\",\"detail\":"
            + RECORD
            + "}");
    texts.put("CloudWatch Logs", LOGS);
    texts.put("Filebeat", "{\"@timestamp\":\"2026-09-02T00:00:00Z\",\"message\":" + QUOTED + "}");
    texts.put(
        "shipper's message behind a blank", "{\"message\":\" \\n" + QUOTED.substring(1) + "}");
    texts.put(
        "lookup-events",
        "{\n    \"Events\": [\n        {\"EventId\":\"e-1\",\"EventName\":\"ListUsers\",\"CloudTrailEvent\":"
            + QUOTED
            + "}\n    ]\n}\n");
    texts.put(
        "lookup-events, an event a line",
        "{\"EventId\":\"e-1\",\"ReadOnly\":\"true\",\"CloudTrailEvent\":" + QUOTED + "}");
    texts.put("CloudTrail Lake", "{\"eventJson\":" + QUOTED + "}");
    texts.put("search hit", "{\"_index\":\"i\",\"_source\":" + RECORD + "}");
    texts.put(
        "ECS original",
        "{\"@timestamp\":\"2026-09-01T10:00:00Z\",\"event\":{\"action\":\"x\",\"original\":"
            + QUOTED
            + "}}");
    texts.put("ECS dotted original", "{\"event.original\":" + QUOTED + "}");
    Map<String, byte[]> packed = new LinkedHashMap<>();
    texts.forEach(
        (name, text) -> {
          byte[] zip = gzip(bytes(text));
          packed.put(name, bytes(text));
          packed.put(name + ", gzip", zip);
          packed.put(name + ", base64 of gzip", Base64.getEncoder().encode(zip));
        });
    packed.put("Lambda", bytes("{\"awslogs\":{\"data\":\"" + base64(gzip(bytes(LOGS))) + "\"}}"));
    packed.put("Lambda, from Kinesis", kinesis(base64(gzip(bytes(LOGS)))));
    packed.put("Lambda, a record from Kinesis", kinesis(base64(bytes(RECORD))));
    return packed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] kinesis(String data) {
    return bytes(
        "{\"Records\":[{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":\"p\",\"data\":\""
            + data
            + "\"},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\"eventID\":\"shardId-0:1\","
            + "\"eventName\":\"aws:kinesis:record\",\"awsRegion\":\"eu-west-1\"}]}");
  }

  @TestFactory
  Stream<DynamicTest> sameEventFromEveryEnvelope() {
    return envelopes().entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> isTheEvent(e.getValue())));
  }

  private static void isTheEvent(byte[] input) {
    for (List<Decoded> outputs : List.of(TestDecoder.message(input), TestDecoder.file(input))) {
      assertThat(TestDecoder.onlyEvent(outputs))
          .usingRecursiveComparison()
          .ignoringFields("source", "position")
          .isEqualTo(TestDecoder.event(RECORD));
    }
  }

  @Test
  void athenasColumnsAreCloudTrailsFields() {
    String row =
        "{\"eventversion\":\"1.08\",\"useridentity\":{\"type\":\"AssumedRole\",\"principalid\":\"AROA1:s\","
            + "\"arn\":\"arn:aws:sts::111122223333:assumed-role/r/s\",\"accountid\":\"111122223333\","
            + "\"sessioncontext\":{\"sessionissuer\":{\"username\":\"r\"}}},\"eventtime\":\"2026-09-01T10:00:00Z\","
            + "\"eventsource\":\"iam.amazonaws.com\",\"eventname\":\"ListUsers\",\"awsregion\":\"us-east-1\","
            + "\"sourceipaddress\":\"198.51.100.7\",\"useragent\":\"aws-cli/2.13.5\",\"eventid\":\"e-1\"}";

    CloudTrailEvent event = TestDecoder.event(row);
    assertThat(event.eventName).isEqualTo("ListUsers");
    assertThat(event.userName).isEqualTo("r");
    assertThat(event.eventId).isEqualTo("e-1");
    assertThat(event.sourceIp).isEqualTo("198.51.100.7");
  }

  @Test
  void documentThatSpansLinesIsOneRecord() {
    List<Decoded> outputs = TestDecoder.file("\n" + PRETTY + "\n" + PRETTY + RECORD);

    assertThat(outputs)
        .extracting(d -> d.event().position)
        .containsExactly(2L, 2L + PRETTY.lines().count(), 1L + 2 * PRETTY.lines().count());
    assertThat(outputs.get(0).event().raw).isEqualTo(bytes(PRETTY));
  }

  @Test
  void documentsFollowEachOtherInAnyMixture() {
    String file = LOGS + LOGS + "\n{\"Records\":[" + RECORD + "," + RECORD + "]}" + RECORD;
    assertThat(TestDecoder.reasons(TestDecoder.file(file))).hasSize(5).containsOnly("event");
  }

  @Test
  void membersOfOneGzipFileAreReadOneAfterTheOther() {
    byte[] one = gzip(bytes(RECORD + "\n"));
    byte[] two = java.util.Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    assertThat(TestDecoder.reasons(TestDecoder.file(two))).containsExactly("event", "event");
  }

  @Test
  void notificationsAreNoRecords() {
    assertReason(
        Reasons.NOTIFICATION,
        "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:x\",\"Message\":\"{}\"}");
    assertReason(Reasons.NOTIFICATION, "{\"s3Bucket\":\"b\",\"s3ObjectKey\":[\"k.json.gz\"]}");
    assertReason(
        Reasons.NOTIFICATION,
        "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\","
            + "\"eventName\":\"ObjectCreated:Put\",\"eventTime\":\"2026-09-01T10:00:00Z\","
            + "\"s3\":{\"bucket\":{}}}]}");
    assertReason(
        Reasons.NOTIFICATION,
        "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{\"name\":\"b\"}}}");
    assertReason(Reasons.NOTIFICATION, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
  }

  @Test
  void whatIsNoCallDoesNotFireAndDoesNotFail() {
    String insight =
        "{\"eventVersion\":\"1.07\",\"eventCategory\":\"Insight\",\"insightDetails\":{}}";
    assertReason(Reasons.NOT_AN_API_CALL, insight);
    assertReason(Reasons.NOT_AN_API_CALL, RECORD.replace("\"Management\"", "\"NetworkActivity\""));
    assertReason(
        Reasons.NOT_AN_API_CALL,
        RECORD.replace(
            "{\"eventVersion", "{\"addendum\":{\"reason\":\"UPDATED_DATA\"},\"eventVersion"));
    assertReason(
        Reasons.DIGEST, "{\"awsAccountId\":\"1\",\"digestS3Object\":\"o\",\"logFiles\":[]}");
    assertReason(
        Reasons.CONTROL_MESSAGE,
        "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"id\":\"\",\"message\":"
            + "\"CWL CONTROL MESSAGE: Checking health of destination Kinesis stream.\"}]}");
    assertReason(Reasons.NOT_CLOUDTRAIL, "{\"hello\":\"world\"}");
    assertReason(Reasons.NO_RECORDS, "{\"Records\":[]}");
    assertReason(Reasons.NO_RECORDS, "  \n ");
  }

  private static void assertReason(String reason, String message) {
    assertThat(TestDecoder.reasons(TestDecoder.message(message))).containsExactly(reason);
  }
}

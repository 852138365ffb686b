package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.RawRecord;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One record in every envelope: the same event comes out. */
class EnvelopesTest {
  private static final String PRETTY =
      RECORD.replace(",\"", ",\n  \"").replace("{\"eventVersion", "{\n  \"eventVersion");

  private static Map<String, byte[]> envelopes() {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    Stream.concat(Envelope.OF_RECORDS.stream(), Envelope.OF_TEXT.stream())
        .forEach(
            envelope -> {
              byte[] plain = bytes(envelope.around(RECORD));
              byte[] zip = gzip(plain);
              packed.put(envelope.name(), plain);
              packed.put(envelope.name() + ", gzip", zip);
              packed.put(envelope.name() + ", base64 of gzip", Base64.getEncoder().encode(zip));
            });
    return packed;
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
          .withEqualsForType(RawRecord::equals, RawRecord.class)
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
    assertThat(outputs.get(0).event().raw.bytes()).isEqualTo(bytes(PRETTY));
  }

  @Test
  void documentsFollowEachOtherInAnyMixture() {
    String logs = Envelope.OF_TEXT.get(1).around(RECORD);
    String file = logs + logs + "\n{\"Records\":[" + RECORD + "," + RECORD + "]}" + RECORD;
    assertThat(TestDecoder.reasons(TestDecoder.file(file))).hasSize(5).containsOnly("event");
  }

  @Test
  void aDocumentMayHaveSeveralLists() {
    String packed = "{\"message\":\"" + RECORD.replace("\"", "\\\"") + "\"}";
    String lists =
        "{\"Records\":[%1$s,%1$s],\"a\":1,\"logEvents\":[%2$s],\n\"Records\":[%1$s],\"b\":{\"Events\":[1]}}%1$s"
            .formatted(RECORD, packed);
    assertThat(TestDecoder.reasons(TestDecoder.file(lists))).hasSize(5).containsOnly("event");
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
        "{\"detail-type\":\"Object"
            + " Created\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{\"name\":\"b\"}}}");
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
        RECORD
            .replace(",\"eventCategory\":\"Management\"", "")
            .replace("\"AwsApiCall\"", "\"AwsVpceEvent\""));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'EventId':'e','CloudTrailEvent':''}",
        "{'logEvents':[{'id':'1','message':' '}]}",
        "{'Records':[{'kinesis':{'data':''}}]}",
        "{'awslogs':{'data':''}}",
      })
  void whatCarriesNothingIsADeadLetterOfItsOwnBytes(String form) {
    String input = form.replace('\'', '"');
    assertThat(TestDecoder.message(bytes(input)))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.deadLetter().reason()).isEqualTo(Reasons.NOT_CLOUDTRAIL);
              assertThat(input).contains(new String(it.deadLetter().raw(), UTF_8));
              assertThat(it.deadLetter().raw()).hasSizeGreaterThan(5);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'-'", "' '"})
  void columnsCountWhereTheRecordBesideThemIsBlank(String text) {
    String both = RECORD.replaceFirst("}$", ",\"eventJson\":" + text.replace('\'', '"') + "}");
    assertThat(TestDecoder.event(both).eventId).isEqualTo("e-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"R", " R", "\ufeffR", "[R]", "[ R ]", "{ R", "{\nR", "{\r\nR", "{\tR"})
  void whatKinesisCarriesMayBeginInAnyWay(String form) {
    String text = form.replace("R", form.startsWith("{") ? RECORD.substring(1) : RECORD);
    String data = Base64.getEncoder().encodeToString(bytes(text));
    String message = "{\"Records\":[{\"kinesis\":{\"data\":\"" + data + "\"}}]}";
    assertThat(TestDecoder.reasons(TestDecoder.message(bytes(message)))).containsExactly("event");
  }

  private static void assertReason(String reason, String message) {
    assertThat(TestDecoder.reasons(TestDecoder.message(message))).containsExactly(reason);
  }

  /** Nobody writes that; but of what somebody made, nothing is passed over in silence. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'eventJson':[R,R]}",
        "{'CloudTrailEvent':[R,R]}",
        "{'message':[R,R]}",
        "{'logEvents':[{'message':[R,R]}]}",
        "{'event':{'original':[R,R]}}"
      })
  void aListWhereOneRecordIsCarriedIsADeadLetter(String form) {
    String record = '"' + RECORD.replace("\"", "\\\"") + '"';
    byte[] input = bytes(form.replace('\'', '"').replace("R", record));
    for (List<Decoded> outputs : List.of(TestDecoder.message(input), TestDecoder.file(input))) {
      assertThat(outputs)
          .singleElement()
          .satisfies(it -> assertThat(it.deadLetter().detail()).contains("a list of 2 texts"));
    }
  }
}

package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oddities of docs/contract.md section 4, and the meaning of the fields of section 3. */
class OdditiesTest {
  private static final String IDENTITY =
      RECORD.substring(RECORD.indexOf("{\"type\""), RECORD.indexOf(",\"eventTime\""));

  @Test
  void readsEveryNamedField() {
    CloudTrailEvent event = event(RECORD);

    assertThat(event.eventTime).isEqualTo(Instant.parse("2026-09-01T10:00:00Z").toEpochMilli());
    assertThat(event.eventId).isEqualTo("e-1");
    assertThat(event.eventName).isEqualTo("ListUsers");
    assertThat(event.eventSource).isEqualTo("iam.amazonaws.com");
    assertThat(event.awsRegion).isEqualTo("us-east-1");
    assertThat(event.arn).isEqualTo("arn:aws:iam::111122223333:user/eve");
    assertThat(event.userType).isEqualTo("IAMUser");
    assertThat(event.principalId).isEqualTo("AIDA1");
    assertThat(event.accountId).isEqualTo("111122223333");
    assertThat(event.recipientAccountId).isEqualTo("111122223333");
    assertThat(event.accessKeyId).isEqualTo("AKIA1");
    assertThat(event.userName).isEqualTo("eve");
    assertThat(event.sourceIp).isEqualTo("198.51.100.7");
    assertThat(event.userAgent).isEqualTo("aws-cli/2.13.5");
    assertThat(event.outcome).isEqualTo("success");
    assertThat(event.extras).isNull();
    assertThat(event.where()).isEqualTo("topic-0-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "\"x\"", "[]", "7", "{\"type\":null}", "{\"arn\":{}}"})
  void identityMayBeAnything(String identity) {
    CloudTrailEvent event = event(RECORD.replace(IDENTITY, identity));
    assertThat(event.arn).isNull();
    assertThat(event.userType).isNull();
    assertThat(event.userName).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"-\"", "\"none\"", "null"})
  void arnThatSaysNothingIsMissing(String arn) {
    assertThat(event(RECORD.replace("\"arn:aws:iam::111122223333:user/eve\"", arn)).arn).isNull();
  }

  @Test
  void assumedRoleIsNamedByItsIssuerAndMayHaveNone() {
    String role =
        RECORD.replace("\"userName\":\"eve\"", "\"x\":1").replace("IAMUser", "AssumedRole");
    String issued =
        role.replace("\"x\":1", "\"sessionContext\":{\"sessionIssuer\":{\"userName\":\"Admin\"}}");

    assertThat(event(role).userName).isNull();
    assertThat(event(issued).userName).isEqualTo("Admin");
    assertThat(event(issued.replace("AssumedRole", "FederatedUser")).userName).isEqualTo("Admin");
    assertThat(event(issued.replace("AssumedRole", "Role")).userName).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "035.249.253.232, true",
    "250.1.2.3, true",
    "2001:db8::1, true",
    "30.*.0.210, false",
    "AWS Internal, false",
    "ec2.amazonaws.com, false",
    "'', false"
  })
  void addressIsOnlyAnIpWhereItParsesAsOne(String address, boolean ip) {
    CloudTrailEvent event = event(RECORD.replace("198.51.100.7", address));
    assertThat(event.sourceIp).isEqualTo(ip ? address : null);
    assertThat(event.sourceIPAddress).isEqualTo(address.isEmpty() ? null : address);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"[aws-cli/1.2]\"', [aws-cli/1.2]",
    "null, ",
    "'[\"a/1\",\"b/2\"]', a/1",
    "'[]', ",
    "'{}', "
  })
  void userAgentMayBeAList(String json, String agent) {
    assertThat(event(RECORD.replace("\"aws-cli/2.13.5\"", json)).userAgent).isEqualTo(agent);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-07-30T21:31:21Z, 2024-07-30T21:31:21Z",
    "2024-07-30 21:31:21, 2024-07-30T21:31:21Z",
    "2024-07-30 21:31:21.123456789, 2024-07-30T21:31:21.123Z",
    "2024-07-30 21:31:21.000 UTC, 2024-07-30T21:31:21Z",
    "2024-07-30T21:31:21.5Z, 2024-07-30T21:31:21.500Z",
    "2024-07-30T21:31:21+02:00, 2024-07-30T19:31:21Z",
    "2024-07-30T21:31:21-0030, 2024-07-30T22:01:21Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void timesAreReadAsTheyAreWritten(String text, String time) {
    assertThat(event(RECORD.replace("2026-09-01T10:00:00Z", text)).eventTime)
        .isEqualTo(Instant.parse(time).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2024-07-30",
        "2023-02-29T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-07-30T24:00:00Z",
        "2024-07-30T21:31:21X",
        "2024-07-30T21:31:21.Z",
        "2024-07-30T21:31:21+2",
        "1722375081",
        ""
      })
  void timesThatCannotBeReadAreToldOf(String text) {
    assertReason(Reasons.BAD_EVENT_TIME, RECORD.replace("2026-09-01T10:00:00Z", text));
  }

  @Test
  void timeMayBeMissingOrLogstashs() {
    assertReason(Reasons.NO_EVENT_TIME, RECORD.replace("eventTime", "time"));
    assertThat(event(RECORD.replace("eventTime", "@timestamp")).eventTime)
        .isEqualTo(event(RECORD).eventTime);
  }

  @Test
  void futureIsRefusedBeyondTenMinutes() {
    assertReason(
        Reasons.FUTURE_EVENT, RECORD.replace("2026-09-01T10:00:00Z", "2026-11-21T00:10:01Z"));
    event(RECORD.replace("2026-09-01T10:00:00Z", "2026-11-21T00:10:00Z"));
  }

  @Test
  void recordWithoutIdGetsTheHashOfItsBytes() {
    String record = RECORD.replace("eventID", "noID");
    assertThat(event(record).eventId).hasSize(32).isEqualTo(event(record).eventId);
    assertThat(event(record).eventId)
        .isNotEqualTo(event(record.replace("us-east-1", "us-east-2")).eventId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1.11\"", "\"1\"", "1", "null", "[]"})
  void versionDoesNotMatter(String version) {
    event(RECORD.replace("\"1.08\"", version));
  }

  @Test
  void outcomeIsFailureWithAnErrorAndWhatConsoleLoginAnswered() {
    String error = RECORD.replace("\"eventID\"", "\"errorCode\":\"AccessDenied\",\"eventID\"");
    String login =
        RECORD
            .replace("ListUsers", "ConsoleLogin")
            .replace("\"responseElements\":null", "\"responseElements\":{\"ConsoleLogin\":\"X\"}");

    assertThat(event(error).outcome).isEqualTo("failure");
    assertThat(event(error.replace("errorCode", "errorMessage")).outcome).isEqualTo("failure");
    assertThat(event(error.replace("\"AccessDenied\"", "null")).outcome).isEqualTo("success");
    assertThat(event(login.replace("\"X\"", "\"Success\"")).outcome).isEqualTo("success");
    assertThat(event(login.replace("\"X\"", "\"Failure\"")).outcome).isEqualTo("failure");
  }

  @Test
  void extraFieldsAreReadByPathThroughListsAndAsText() {
    ExtraFields extras =
        new ExtraFields(
            List.of("requestParameters", "requestParameters.a.b", "resources.ARN", "readOnly"),
            true);
    String record =
        RECORD.replace(
            "{\"maxItems\":5}",
            "{ \"a\":[{\"b\":1},{\"b\":[true,\"x\"]}]},\"resources\":[{\"ARN\":\"r1\"},{\"ARN\":\"r2\"}]");
    List<Decoded> out = new ArrayList<>();
    TestDecoder.decoder(extras).decode(TestDecoder.bytes(record), "x-", 0, out::add);
    String[][] values = out.get(0).event().extras;

    assertThat(values[0]).containsExactly("{\"a\":[{\"b\":1},{\"b\":[true,\"x\"]}]}");
    assertThat(values[1]).containsExactly("1", "true", "x");
    assertThat(values[2]).containsExactly("r1", "r2");
    assertThat(values[3]).isNull();
    assertThat(values[4]).contains("ListUsers", "AwsApiCall", "1.08", "r2", "x");
  }

  @Test
  void requestParametersMayBeAString() {
    ExtraFields extras =
        new ExtraFields(List.of("requestParameters", "requestParameters.a"), false);
    List<Decoded> out = new ArrayList<>();
    byte[] record = TestDecoder.bytes(RECORD.replace("{\"maxItems\":5}", "\"{\\\"a\\\": 1}\""));
    TestDecoder.decoder(extras).decode(record, "x-", 0, out::add);

    assertThat(out.get(0).event().extras)
        .as("as it stands, and what is in it")
        .isEqualTo(new String[][] {{"{\"a\": 1}"}, {"1"}});
  }

  private static void assertReason(String reason, String message) {
    assertThat(TestDecoder.reasons(TestDecoder.message(message))).containsExactly(reason);
  }
}

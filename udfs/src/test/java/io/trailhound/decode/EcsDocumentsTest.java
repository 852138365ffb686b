package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents as Elastic's CloudTrail integration writes them, nested and with dotted keys. */
class EcsDocumentsTest {
  private static final String NESTED =
      "{\"@timestamp\":\"2026-09-01T10:00:00.000Z\",\"event\":{\"id\":\"e-1\","
          + "\"action\":\"DescribeInstances\",\"provider\":\"ec2.amazonaws.com\","
          + "\"outcome\":\"success\",\"dataset\":\"aws.cloudtrail\"},"
          + "\"cloud\":{\"region\":\"eu-west-1\",\"account\":{\"id\":\"111122223333\"}},"
          + "\"user\":{\"name\":\"Admin\",\"id\":\"AROA1:s\"},"
          + "\"source\":{\"address\":\"198.51.100.7\",\"ip\":\"198.51.100.7\",\"as\":"
          + "{\"number\":9009,\"organization\":{\"name\":\"M247 Europe SRL\"}}},"
          + "\"user_agent\":{\"original\":\"aws-cli/2.13.5\",\"name\":\"aws-cli\"},"
          + "\"aws\":{\"cloudtrail\":{\"event_type\":\"AwsApiCall\",\"user_identity\":"
          + "{\"type\":\"AssumedRole\",\"arn\":\"arn:aws:sts::111122223333:assumed-role/Admin/s\","
          + "\"access_key_id\":\"ASIA1\",\"session_context\":{\"mfa_authenticated\":\"true\"}},"
          + "\"flattened\":{\"request_parameters\":{\"roleName\":\"r\"}}}}}";

  @Test
  void nestedDocumentIsAnEvent() {
    check(decode(NESTED));
  }

  @Test
  void dottedKeysMeanTheSame() {
    check(
        decode(
            NESTED
                .replace("\"event\":{\"id\":\"e-1\",", "\"event.id\":\"e-1\",\"event\":{")
                .replace("\"aws\":{\"cloudtrail\":", "\"aws.cloudtrail\":")
                .replace("\"r\"}}}}}", "\"r\"}}}}")
                .replace("\"as\":{\"number\":9009,", "\"as.number\":9009,\"as\":{")
                .replace(
                    "\"user\":{\"name\":\"Admin\",\"id\":\"AROA1:s\"}",
                    "\"user.name\":\"Admin\",\"user.id\":\"AROA1:s\"")));
  }

  @Test
  void elasticsTextOfTheRequestIsTakenApartWhereNothingElseIsThere() {
    String text =
        "{roleName=r, tags=[{key=a, value=x, y}, {key=b, value=}], ids=[1, 2], note=a=b, no=null}";
    assertThat(
            extras(
                NESTED.replace(
                    "\"flattened\":{\"request_parameters\":{\"roleName\":\"r\"}}",
                    "\"request_parameters\":\"" + text + "\"")))
        .isEqualTo(
            new String[][] {
              {text}, {"r"}, {"a", "b"}, {"x, y", ""}, {"1", "2"}, {"a=b"}, null, null
            });
    assertThat(
            extras(
                NESTED.replace(
                    "\"flattened\"", "\"request_parameters\":\"{roleName=q}\",\"flattened\""))[1])
        .as("flattened is better")
        .containsExactly("r");
    for (String odd : List.of("{", "{}", "{=}", "{a}", "{a=[}", "{roleName=}}", "[roleName=r]")) {
      String[][] values =
          extras(
              NESTED.replace(
                  "\"flattened\":{\"request_parameters\":{\"roleName\":\"r\"}}",
                  "\"request_parameters\":\"" + odd + "\""));
      assertThat(values[0]).as(odd).containsExactly(odd);
    }
  }

  private static String[][] extras(String document) {
    ExtraFields extras =
        new ExtraFields(
            Stream.of("", ".roleName", ".tags.key", ".tags.value", ".ids", ".note", ".no", ".x")
                .map(path -> "requestParameters" + path)
                .toList(),
            false);
    List<Decoded> out = new ArrayList<>();
    TestDecoder.decoder(extras).decode(TestDecoder.bytes(document), "x-", 0, out::add);
    return TestDecoder.onlyEvent(out).extras;
  }

  @Test
  void originalRecordIsReadAndTheNetworkKept() {
    String original = TestDecoder.RECORD.replace("\"", "\\\"");
    CloudTrailEvent event =
        decode(
            NESTED.replace("\"dataset\":\"aws.cloudtrail\"", "\"original\":\"" + original + "\""));

    assertThat(event.eventName).isEqualTo("ListUsers");
    assertThat(event.asNumber).isEqualTo(9009);
    assertThat(event.asOrganization).isEqualTo("M247 Europe SRL");
    assertThat(event.raw.bytes()).isEqualTo(TestDecoder.bytes(TestDecoder.RECORD));
  }

  /** What the document says of the network is taken as far as it's one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"number\":\"AS9009\",\"organization\":{\"name\":\"x\"}} | 9009 | x | ",
        "{\"number\":9009.0} | 9009 | | ",
        "{\"number\":\"as9009.0\"} | 9009 | | ",
        "{\"number\":null,\"organization\":{\"name\":\"\"}} | 0 | | ",
        "{\"number\":\"-\",\"organization\":{\"name\":\"-\"}} | 0 | | ",
        "{\"number\":\"AS\"} | 0 | | ",
        "{\"number\":\".0\"} | 0 | | ",
        "{\"number\":4294967296} | 0 | | ",
        "{\"number\":[\"-\",9009,174],\"organization\":{\"name\":[\"\",\"x\"]}} | 9009 | x | 9009 174",
      })
  void networkOfTheDocument(String as, long number, String organization, String several) {
    String original = TestDecoder.RECORD.replace("\"", "\\\"");
    String network = "{\"number\":9009,\"organization\":{\"name\":\"M247 Europe SRL\"}}";
    for (String document :
        List.of(
            NESTED,
            NESTED.replace(
                "\"dataset\":\"aws.cloudtrail\"", "\"original\":\"" + original + "\""))) {
      CloudTrailEvent event = decode(document.replace(network, as));
      assertThat(event.asNumber).isEqualTo(number);
      assertThat(event.asOrganization).isEqualTo(organization);
      assertThat(String.join(" ", event.all("source.as.number", null)))
          .isEqualTo(several == null ? "" : several);
    }
  }

  @Test
  void documentsOfOtherModulesAreNotCloudTrail() {
    String nginx = "{\"@timestamp\":\"2026-09-01T10:00:00Z\",\"event\":{\"action\":\"get\"}}";
    assertThat(TestDecoder.reasons(TestDecoder.message(nginx)))
        .containsExactly(Reasons.NOT_CLOUDTRAIL);
  }

  private static void check(CloudTrailEvent event) {
    assertThat(event.eventTime).isEqualTo(Instant.parse("2026-09-01T10:00:00Z").toEpochMilli());
    assertThat(event.eventId).isEqualTo("e-1");
    assertThat(event.eventName).isEqualTo("DescribeInstances");
    assertThat(event.eventSource).isEqualTo("ec2.amazonaws.com");
    assertThat(event.awsRegion).isEqualTo("eu-west-1");
    assertThat(event.accountId).isEqualTo("111122223333");
    assertThat(event.userName).isEqualTo("Admin");
    assertThat(event.principalId).isEqualTo("AROA1:s");
    assertThat(event.userType).isEqualTo("AssumedRole");
    assertThat(event.arn).isEqualTo("arn:aws:sts::111122223333:assumed-role/Admin/s");
    assertThat(event.accessKeyId).isEqualTo("ASIA1");
    assertThat(event.sourceIp).isEqualTo("198.51.100.7");
    assertThat(event.asNumber).isEqualTo(9009);
    assertThat(event.asOrganization).isEqualTo("M247 Europe SRL");
    assertThat(event.userAgent).isEqualTo("aws-cli/2.13.5");
    assertThat(event.outcome).isEqualTo("success");
    assertThat(event.extras)
        .isEqualTo(new String[][] {{"r"}, {"AwsApiCall"}, {"true"}, {"AssumedRole"}});
  }

  private static CloudTrailEvent decode(String document) {
    ExtraFields extras =
        new ExtraFields(
            List.of(
                "requestParameters.roleName",
                "eventType",
                "userIdentity.sessionContext.mfaAuthenticated",
                "userIdentity.type"),
            false);
    List<Decoded> out = new ArrayList<>();
    TestDecoder.decoder(extras).decode(TestDecoder.bytes(document), "x-", 0, out::add);
    return TestDecoder.onlyEvent(out);
  }
}

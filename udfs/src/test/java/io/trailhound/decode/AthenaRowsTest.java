package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that Athena puts out: columns in lower case, some of which hold an object as text. */
class AthenaRowsTest {
  private static final List<String> FIELDS =
      List.of(
          "requestParameters.userName",
          "requestParameters",
          "additionalEventData.MFAUsed",
          "userIdentity.sessionContext.attributes.mfaAuthenticated");

  @Test
  void textOfAColumnIsTheObjectThatItHolds() {
    CloudTrailEvent event =
        event(
            row(
                "requestparameters", " \n{ \"userName\" : \"casey\", \"tags\":[1, {}]}\n",
                "responseelements", "{\"ConsoleLogin\":\"Failure\"}",
                "additionaleventdata", "{\"MFAUsed\":\"No\"}",
                "useridentity",
                    "{\"type\":\"IAMUser\",\"principalId\":\"AIDA1\",\"userName\":\"eve\","
                        + "\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":\"false\"}}}"));

    assertThat(event.outcome).isEqualTo("failure");
    assertThat(event.principalId).isEqualTo("AIDA1");
    assertThat(event.userName).isEqualTo("eve");
    assertThat(event.extras[0]).containsExactly("casey");
    assertThat(event.extras[1]).containsExactly("{\"userName\":\"casey\",\"tags\":[1,{}]}");
    assertThat(event.extras[2]).containsExactly("No");
    assertThat(event.extras[3]).containsExactly("false");
    assertThat(event.extras[4]).contains("casey", "1", "Failure", "No", "eve", "us-east-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "casey",
        "",
        "{",
        "{\"userName\":\"casey\"",
        "{\"userName\":\"casey\"}}",
        "{\"userName\":\"casey\"} {}",
        "{\"userName\":\"casey\",\"a\":\"\ud83d\"",
        "[{\"userName\":\"casey\"}]"
      })
  void textThatIsNoObjectStaysText(String text) {
    CloudTrailEvent event = event(row("requestparameters", text));

    assertThat(event.extras[0]).isNull();
    assertThat(event.extras[1]).hasSize(1);
    assertThat(event.extras[4]).contains(event.extras[1]);
    assertThat(event.eventName).isEqualTo("ConsoleLogin");
  }

  /** Under which names columns and keys come, and in which of the two spellings an object does. */
  @ParameterizedTest
  @CsvSource({
    "userIdentity, json, as is",
    "useridentity, json, as is",
    "useridentity, json, lower",
    "userIdentity, struct, lower",
    "useridentity, struct, lower",
    "userIdentity, struct, as is",
    "userIdentity, object, lower",
    "useridentity, object, lower",
  })
  void whoCalledIsReadOutOfItsColumn(String column, String form, String keys) {
    String json =
        "{\"type\":\"AssumedRole\",\"principalId\":\"AROA1:s\",\"arn\":\"arn:aws:sts::1:assumed-role/r/a,b=c\","
            + "\"accountId\":\"1\",\"invokedBy\":null,\"sessionContext\":{\"attributes\":{\"mfaAuthenticated\":\"false\"},"
            + "\"sessionIssuer\":{\"type\":\"Role\",\"userName\":\"r\"}}}";
    if (keys.equals("lower")) {
      json = Pattern.compile("\"\\w+\":").matcher(json).replaceAll(key -> lower(key.group()));
    }
    String struct = json.replace("\":", "=").replace(",\"", ", \"").replace("\"", "");
    String identity =
        switch (form) {
          case "object" -> json;
          case "json" -> Envelope.text(json);
          default -> Envelope.text(struct);
        };
    CloudTrailEvent event =
        event(row().substring(0, row().length() - 1) + ",\"" + column + "\":" + identity + "}");

    assertThat(event.userType).isEqualTo("AssumedRole");
    assertThat(event.principalId).isEqualTo("AROA1:s");
    assertThat(event.arn).isEqualTo("arn:aws:sts::1:assumed-role/r/a,b=c");
    assertThat(event.invokedBy).isNull();
    assertThat(event.userName).isEqualTo("r");
    assertThat(event.extras[3]).containsExactly("false");
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"userName\":\"casey\"}", "{userName=casey}", "{ \"userName\":\"casey\"}"})
  void textUnderCloudTrailsOwnNameIsTheObjectToo(String text) {
    CloudTrailEvent event =
        event(row("requestParameters", text, "responseElements", "{ConsoleLogin=Failure}"));
    assertThat(event.extras[0]).containsExactly("casey");
    assertThat(event.outcome).isEqualTo("failure");
  }

  @Test
  void limitsHoldInTextsToo() {
    String deep = "{\"a\":".repeat(200) + "1" + "}".repeat(200);
    assertThat(event(row("requestparameters", deep)).extras[1]).containsExactly(deep);

    String keys = CollidingKeys.object(CollidingKeys.ofEight(1_000));
    String object = keys.replace("}", ",\"userName\":\"casey\"}");
    CloudTrailEvent event = event(row("requestparameters", object));
    assertThat(event.extras[0]).containsExactly("casey");
    assertThat(event.extras[1]).containsExactly(object);
    assertThat(event(row("requestparameters", keys + "x")).extras[1]).containsExactly(keys + "x");
  }

  @Test
  void whatFollowsTheColumnIsReadWhereItIs() {
    String row = row("requestparameters", "{\"userName\":\"casey\"}");
    String list = "{\"Records\":[" + row + ",\n" + row + "]}\n" + row;
    List<Decoded> outputs = TestDecoder.file(list);

    assertThat(outputs).hasSize(3);
    assertThat(outputs).allSatisfy(d -> assertThat(d.event().raw.bytes()).isEqualTo(bytes(row)));
    assertThat(outputs.get(2).event().position).isEqualTo(3);
  }

  private static String row(String... columns) {
    StringBuilder row =
        new StringBuilder("{\"eventtime\":\"2026-09-01T10:00:00Z\",\"eventname\":\"ConsoleLogin\"");
    for (int i = 0; i < columns.length; i += 2) {
      row.append(",\"").append(columns[i]).append("\":").append(Envelope.text(columns[i + 1]));
    }
    return row.append(",\"awsregion\":\"us-east-1\"}").toString();
  }

  private static CloudTrailEvent event(String row) {
    List<Decoded> out = new ArrayList<>();
    TestDecoder.decoder(new ExtraFields(FIELDS, true)).decode(bytes(row), "x-", 0, out::add);
    return TestDecoder.onlyEvent(out);
  }
}

package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        "{userName=casey}",
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

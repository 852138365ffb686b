package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.ODD_RECORD;
import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a character, which JSON's escapes can spell and UTF-8 can't, is U+FFFD wherever it is. */
class HalvesTest {
  private static final String AGENT = "aws-cli/2.13.5";
  private static final String PARAMETERS = "{\"maxItems\":5}";

  private static final ExtraFields EXTRAS =
      new ExtraFields(
          List.of("requestParameters", "requestParameters.a\uFFFD", "requestParameters.b"),
          Set.of(),
          false,
          Map.of());

  @ParameterizedTest
  @CsvSource({
    "\\ud800, \uFFFD",
    "\\udfff, \uFFFD",
    "\\ud801\\ud800, \uFFFD\uFFFD",
    "\\udc00\\ud800, \uFFFD\uFFFD",
    "\\ud83d\\ude00, 😀",
    "\\ud83d\\ud83d\\ude00\\ude00, \uFFFD😀\uFFFD",
    "a\\uD800b, a\uFFFDb",
    "a\\\\ud800, a\\ud800",
    "plain, plain",
  })
  void eachIsReplacedAndNothingElse(String json, String text) {
    assertThat(event(RECORD.replace(AGENT, json)).userAgent).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"userAgent", "eventName", "eventID", "awsRegion", "sourceIPAddress"})
  void inWhateverFieldTheyAre(String field) {
    String record = RECORD.replace("\"" + field + "\":\"", "\"" + field + "\":\"\\udbff");
    assertThat(record).contains("\\udbff");

    assertThat(event(record))
        .usingRecursiveComparison()
        .ignoringFields("raw")
        .isEqualTo(event(record.replace("\\udbff", "\uFFFD")));
  }

  @Test
  void inObjectsAsTextsAndInKeysTheyAreTheSame() {
    String escaped = "{\"a\\ud800\":\"x\\udbff\",\"b\":[\"\\ud800\",\"\\ud83d\\ude00\"]}";
    CloudTrailEvent event = event(RECORD.replace(PARAMETERS, escaped));

    assertThat(event.extras[0])
        .containsExactly("{\"a\uFFFD\":\"x\uFFFD\",\"b\":[\"\uFFFD\",\"😀\"]}");
    assertThat(event.extras[1]).containsExactly("x\uFFFD");
    assertThat(event.extras[2]).containsExactly("\uFFFD", "😀");
  }

  /** Nobody's event is a dead letter because of a key that somebody wrote into it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"\\ud800\":1}",
        "{\"\\ude00\":1}",
        "{\"\\ud83d\\ud83d\\ude00\":1}",
        "{\"x\":{\"a\\udbffb\":[{\"\\ud800\":\"\\ud800\"}]}}",
        "\"{\\\"b\\\":\\\"1\\\",\\\"\\\\ud800\\\":2}\""
      })
  void keysWithThemAreRead(String parameters) {
    String record = RECORD.replace(PARAMETERS, parameters);
    String odd = ODD_RECORD.replace(PARAMETERS, parameters);

    assertThat(event(record).extras).isDeepEqualTo(event(odd).extras);
    assertThat(event(odd).userAgent).isEqualTo(AGENT);
    new BothReaders(EXTRAS).message(bytes(odd + "\n" + record + "\n" + odd));
  }

  @Test
  void whatIsBrokenBesidesSaysWhat() {
    String record = ODD_RECORD.replace(PARAMETERS, "{\"\\ud800\":tru}");

    assertThat(TestDecoder.message(record).get(0).deadLetter().detail()).contains("'tru'");
  }

  @Test
  void inARecordThatIsAText() {
    String carried = RECORD.replace(AGENT, "\\ud800").replace("\\", "\\\\").replace("\"", "\\\"");
    CloudTrailEvent event = event("{\"Events\":[{\"CloudTrailEvent\":\"" + carried + "\"}]}");

    assertThat(event.userAgent).isEqualTo("\uFFFD");
  }

  @Test
  void bothReadersReadThemTheSame() {
    BothReaders both = new BothReaders(EXTRAS);
    for (String half : List.of("\\ud800", "\\udc00", "\\ud83d\\ude00", "\\ude00\\ud83d")) {
      both.message(bytes(RECORD.replace(AGENT, half)));
      both.message(bytes(RECORD.replace("maxItems", "a" + half)));
      both.message(bytes(RECORD.replace(PARAMETERS, "{\"b\":[\"" + half + "\"]}")));
      both.file(bytes(RECORD.replace("userAgent", "userAgent" + half)));
    }
    assertThat(both.outputs).isEqualTo(16);
  }

  /** In three bytes, as some write them into what they call UTF-8. */
  @Test
  void asBytesTheyAreNoUtf8() {
    byte[] record = RECORD.replace(AGENT, "í\u00a0\u0080").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(TestDecoder.reasons(TestDecoder.message(record))).containsExactly(Reasons.NOT_UTF_8);
    new BothReaders(EXTRAS).message(record);
  }

  private static CloudTrailEvent event(String message) {
    List<Decoded> all = new ArrayList<>();
    TestDecoder.decoder(EXTRAS).decode(bytes(message), "m-", 0, all::add);
    assertThat(all).hasSize(1);
    assertThat(all.get(0).deadLetter()).isNull();
    return all.get(0).event();
  }
}

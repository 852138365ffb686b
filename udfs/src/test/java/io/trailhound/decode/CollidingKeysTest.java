package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.ODD_RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that the parser's table of names has one place for hide no record. */
class CollidingKeysTest {
  private static final List<String> THOUSAND = CollidingKeys.ofEight(1_000);

  static Stream<List<String>> keys() {
    return Stream.of(
        THOUSAND,
        CollidingKeys.ofEight(30_000),
        CollidingKeys.ofSixty(1_000),
        CollidingKeys.ofSixty(15_000),
        escaped(THOUSAND));
  }

  private static List<String> escaped(List<String> keys) {
    return keys.stream()
        .map(key -> String.format(Locale.ROOT, "\\u%04x", (int) key.charAt(0)) + key.substring(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void recordIsDetectedAsAnyOther(List<String> keys) {
    String object = CollidingKeys.object(keys);
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);

    assertIsTheEvent(ODD_RECORD.replace("{\"maxItems\":5}", object));
    assertIsTheEvent(
        ODD_RECORD.replace("{\"eventVersion\"", "{\"x\":" + object + ",\"eventVersion\""));
    assertIsTheEvent(object.replace("}", ",") + ODD_RECORD.substring(1));
    assertIsTheEvent("{\"a\":[" + object + "]," + ODD_RECORD.substring(1));
  }

  private static void assertIsTheEvent(String record) {
    assertThat(TestDecoder.event(record))
        .usingRecursiveComparison()
        .ignoringFields("raw")
        .isEqualTo(TestDecoder.event(TestDecoder.RECORD));
    assertThat(TestDecoder.event(record).raw.bytes()).isEqualTo(bytes(record));
  }

  @Test
  void allThatRulesReadIsRead() {
    ExtraFields extras =
        new ExtraFields(
            List.of("requestParameters", "requestParameters.a.b", "requestParameters.c"), true);
    String request =
        CollidingKeys.object(THOUSAND).replace("}", ",\"\\u0061.b\":\"x\",\"c\":\"\\\"y\\\":1\"}");
    String record =
        ODD_RECORD.replace("{\"maxItems\":5}", request).replace("eventName", "event\\u004eame");
    CloudTrailEvent event = event(TestDecoder.decoder(extras), record);

    assertThat(event.eventName).isEqualTo("ListUsers");
    assertThat(event.extras[0]).containsExactly(request.replace("\\u0061", "a"));
    assertThat(event.extras[1]).containsExactly("x");
    assertThat(event.extras[2]).containsExactly("\"y\":1");
    assertThat(event.extras[3]).hasSizeGreaterThan(THOUSAND.size()).contains("\"y\":1", "eve");
  }

  @Test
  void othersAroundItCostNothingAndStayWhereTheyAre() {
    String colliding = ODD_RECORD.replace("{\"maxItems\":5}", CollidingKeys.object(THOUSAND));
    String pretty = colliding.replace(",\"", "\n,\"");
    String file =
        String.join(
            "\n",
            ODD_RECORD,
            pretty,
            colliding + ODD_RECORD,
            colliding.substring(0, colliding.length() - 300),
            colliding.replace("ame\":\"List", "ame\":List"),
            "{\"Records\":[" + colliding + "," + pretty + "]}",
            ODD_RECORD);
    List<Decoded> outputs = TestDecoder.file(file);

    assertThat(String.join(" ", reasons(outputs)))
        .isEqualTo("event event event event malformed-json malformed-json event event event");
    assertThat(outputs.get(8).event().position).isEqualTo(file.lines().count());
  }

  @Test
  void theyAreForgotten() {
    CloudTrailDecoder decoder = TestDecoder.decoder();
    event(decoder, ODD_RECORD);
    event(decoder, ODD_RECORD);
    long before = Kept.by(decoder);
    for (int i = 0; i < 10; i++) {
      List<String> some = THOUSAND.subList(100 * i, 100 * i + 100);
      event(decoder, ODD_RECORD.replace("{\"maxItems\":5}", CollidingKeys.object(some)));
    }
    event(decoder, ODD_RECORD);

    assertThat(Kept.by(decoder)).isLessThan(before + 10_000);
  }

  private static CloudTrailEvent event(CloudTrailDecoder decoder, String record) {
    List<Decoded> outputs = new ArrayList<>();
    decoder.decode(bytes(record), "topic-0-", 7, outputs::add);
    return TestDecoder.onlyEvent(outputs);
  }
}

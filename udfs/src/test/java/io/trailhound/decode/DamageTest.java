package io.trailhound.decode;

import static io.trailhound.decode.TestDecoder.RECORD;
import static io.trailhound.decode.TestDecoder.bytes;
import static io.trailhound.decode.TestDecoder.gzip;
import static io.trailhound.decode.TestDecoder.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Decoded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is broken costs only itself, and is told of with reason, place and bytes. */
class DamageTest {
  private static final String NESTED = "{\"a\":".repeat(100_000);

  @ParameterizedTest
  @CsvSource({
    "truncated-line.ndjson, event malformed-json event",
    "garbage-lines.ndjson, event malformed-json event",
    "missing-brace-in-records.json, event malformed-json event",
    "missing-quote-in-records.json, event malformed-json event",
    "bad-literal-in-records.json, event malformed-json event",
    "scalars-in-records.json, event malformed-json malformed-json malformed-json event",
    "records-cut-off.json, event event event event truncated",
    "records-not-closed.json, event event truncated",
    "pretty-broken.json, malformed-json event",
    "syslog-prefix.log, malformed-json event",
    "not-cloudtrail.json, not-cloudtrail",
    "cut-off.ndjson.gz, broken-gzip",
    "bad-checksum.ndjson.gz, event event event event event broken-gzip",
    "trailing-bytes.ndjson.gz, event event event event event broken-gzip",
    "picture.png, malformed-json",
    "deep.json, too-deep event",
    "empty.json, ",
    "empty-records.json, no-records",
  })
  void brokenFileGivesWhatCanBeRead(String name, String expected) {
    List<Decoded> outputs = TestDecoder.file(TestDecoder.testdata("malformed/" + name));
    if ("cut-off.ndjson.gz".equals(name)) {
      // How much the inflater gives before the cut is zlib's affair.
      assertThat(reasons(outputs)).endsWith(expected);
      assertThat(reasons(outputs).subList(0, outputs.size() - 1)).containsOnly("event");
      return;
    }
    assertThat(String.join(" ", reasons(outputs))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void deadLetterHasPlaceAndBytes() {
    List<Decoded> outputs = TestDecoder.file(RECORD + "\n{\"broken\":\n" + RECORD + "\n");

    assertThat(reasons(outputs)).containsExactly("event", Reasons.MALFORMED_JSON, "event");
    assertThat(outputs.get(1).deadLetter().source()).isEqualTo("f.json:2");
    assertThat(outputs.get(1).deadLetter().raw()).isEqualTo(bytes("{\"broken\":"));
    assertThat(outputs.get(2).event().position).isEqualTo(3);
  }

  @Test
  void largeRecordIsReadAndHugeOneRefusedAlone() {
    String large = sized(256 << 10);
    String huge = sized((1 << 20) + 1);
    String list = "{\"Records\":[" + large + "," + huge + "," + RECORD + "]}";

    assertThat(reasons(TestDecoder.file(large + "\n" + huge + "\n" + large)))
        .containsExactly("event", Reasons.TOO_LARGE, "event");
    assertThat(reasons(TestDecoder.file(list))).containsExactly("event", "too-large", "event");
    List<Decoded> message = TestDecoder.message(list);
    assertThat(reasons(message)).containsExactly("event", "too-large", "event");
    assertThat(message.get(1).deadLetter().raw()).hasSize(1 << 20);
  }

  @Test
  void absurdNestingIsRefused() {
    assertThat(reasons(TestDecoder.message(NESTED))).containsExactly(Reasons.TOO_DEEP);
    assertThat(reasons(TestDecoder.message("[".repeat(100_000)))).containsExactly("truncated");
    String wrapped = RECORD;
    for (int i = 0; i < 20; i++) {
      wrapped = "{\"detail\":" + wrapped + "}";
    }
    assertThat(reasons(TestDecoder.message(wrapped))).containsExactly(Reasons.TOO_DEEP);
  }

  @Test
  void linesThatLieInEachOtherAreNotReadForEachOfThem() {
    String lines = "{\"a\":[\n".repeat(10_000) + RECORD + "\n";

    List<String> reasons = reasons(TestDecoder.message(lines));
    assertThat(reasons).endsWith("event").hasSizeLessThan(300);
    assertThat(reasons.subList(0, 100)).containsOnly(Reasons.TOO_DEEP);
  }

  /** Whoever calls chooses parameters: no event may come out of what lies in a record. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEEP",
        "\"\u00ff\"",
        "\"cut off",
        "[1,R",
        "{\"a\":1}x",
        "[RECORD,RECORD",
      })
  void whatLiesInABrokenRecordIsNoRecord(String brokenBy) throws IOException {
    String deep = "[".repeat(101) + "]".repeat(101);
    String parameters =
        "{\"x\":" + RECORD + ",\"y\":[" + RECORD + "," + RECORD + "],\"z\":" + brokenBy;
    String broken =
        RECORD.substring(0, RECORD.length() - 1) + ",\"requestParameters\":" + parameters + "}}";
    byte[] line =
        (broken.replace("DEEP", deep).replace("RECORD", RECORD) + "\n" + RECORD)
            .getBytes(StandardCharsets.ISO_8859_1);
    for (List<Decoded> outputs : List.of(TestDecoder.file(line), TestDecoder.message(line))) {
      assertThat(reasons(outputs)).hasSize(2).endsWith("event");
      assertThat(reasons(outputs).get(0)).isNotEqualTo("event");
    }
  }

  @Test
  void recordBehindOneThatIsCutOffIsRead() {
    for (int end = 1; end < RECORD.length(); end++) {
      boolean behindColon = RECORD.substring(0, end).endsWith("\":");
      String glued = RECORD.substring(0, end) + RECORD;
      List<String> found = reasons(TestDecoder.file(glued + "\n" + RECORD));
      assertThat(found).as(glued).endsWith("event");
      assertThat(found).as(glued).hasSize(behindColon ? 2 : 3);
    }
  }

  /** One quote less: as jq sorts keys, as lookup-events has them, as CloudTrail writes them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"awsRegion\":\"r\",\"eventName\":\"a\",\"eventTime\":\"2026-09-01T10:00:00Z\",\"eventVersion\":\"1.08\"}",
        "{\"eventVersion\":\"1.08\",\"eventName\":\"a\",\"eventTime\":\"2026-09-01T10:00:00Z\"}",
        "{\"EventId\":\"e\",\"CloudTrailEvent\":\"{\\\"eventName\\\":\\\"a\\\",\\\"eventTime\\\":\\\"2026-09-01T10:00:00Z\\\"}\"}",
      })
  void aLostQuoteCostsOneRecordOfAList(String record) {
    for (String between : List.of(",", ",\n", " ,\n  ")) {
      for (int i = record.indexOf(':'); i < record.length(); i++) {
        if (record.charAt(i) != '"' || record.charAt(i - 1) == '\\') {
          continue;
        }
        String broken = record.substring(0, i) + record.substring(i + 1);
        String list =
            "{\"Records\":[" + String.join(between, record, broken, record, record) + "]}";
        List<String> found = reasons(TestDecoder.file(list));
        assertThat(found).as(list).filteredOn("event"::equals).hasSize(3);
      }
    }
  }

  @Test
  void gzipBombIsRefusedAfterTheAllowedSize() throws IOException {
    byte[] bomb = gzip(new byte[70 << 20]);
    List<Decoded> outputs = TestDecoder.message(bomb);
    assertThat(reasons(outputs)).endsWith(Reasons.GZIP_BOMB).hasSizeLessThan(3);

    byte[] text = Base64.getEncoder().encode(bomb);
    assertThat(reasons(TestDecoder.message(text))).endsWith(Reasons.GZIP_BOMB);
    assertThat(reasons(TestDecoder.file(bomb))).endsWith(Reasons.GZIP_BOMB);
  }

  @Test
  void failingReadIsADeadLetter() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    InputStream in =
        new SequenceInputStream(new ByteArrayInputStream(bytes(RECORD + "\n")), failing);

    assertThat(reasons(TestDecoder.file(in, "f:"))).containsExactly("event", Reasons.UNREADABLE);
    assertThat(reasons(TestDecoder.file(failing, "f:"))).containsExactly(Reasons.UNREADABLE);
  }

  @Test
  void brokenBase64IsToldApart() {
    String text = Base64.getEncoder().encodeToString(gzip(bytes(RECORD)));
    assertThat(reasons(TestDecoder.message(text.substring(0, text.length() - 9) + "=a")))
        .containsExactly(Reasons.BROKEN_BASE64);
  }

  private static String sized(int bytes) {
    return RECORD.replace("aws-cli", "a".repeat(bytes - RECORD.length() + 7));
  }
}

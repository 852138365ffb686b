package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported state that people or tools have had their hands on. */
class ImportTest {
  private static final String HEADER =
      "{\"trailhound.state\":1,\"key_groups\":128,\"operators\":[\"new-terms\"]}";
  private static final String VALUE =
      "{\"episodes\":[{\"first\":1742601500000,\"firstEventId\":\"e1\",\"last\":1742601600000,\"finalSent\":true}]}";
  private static final String LINE =
      "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"aws_vpn_asn_first_seen\",\"group\":[\"arn:aws:iam::111122223333:user/ops\"]},\"state\":\"terms\",\"entry\":\"9009\",\"value\":"
          + VALUE
          + "}";

  @TempDir private Path folder;

  @Test
  void linesOfAnotherToolWithTheirFieldsInAnotherOrderAreTheSame() throws IOException {
    String sorted =
        "{ \"entry\": \"9009\", \"key\": { \"group\": [ \"arn:aws:iam::111122223333:user/ops\" ], \"rule\": \"aws_vpn_asn_first_seen\" }, \"operator\": \"new-terms\", \"state\": \"terms\", \"value\": "
            + VALUE
            + " }";

    assertThat(imported(HEADER, sorted, "")).is(Ran.WRITTEN);
    assertThat(SavepointsTest.lines(out())).containsExactly(LINE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"operator\":\"other\",\"key\":\"k\",\"state\":\"s\",\"value\":1}|no state of an operator that the file's first line names",
        "{\"key\":\"k\",\"state\":\"s\",\"value\":1}|no state of an operator that the file's first line names",
        "[]|no state: it is another kind of value",
        "{\"operator\":\"new-te|no state: it is no JSON",
        "garbage|no state: it is no JSON",
        "{\"operator\":\"new-terms\",\"kex\":1}|no state of new-terms: there is no field 'kex'",
        "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\",\"group\":[\"p\"]},\"state\":\"terms\",\"entry\":\"9009\",\"value\":{\"episodes\":[{\"first\":\"soon\"}]}}|no state of new-terms: 'episodes[0].first' is another kind of value",
        "{\"operator\":\"new-terms\",\"key\":|no state of new-terms: it is no JSON",
        "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\",\"group\":[\"p\"]},\"state\":\"other\",\"value\":1}|no state of new-terms: it has no 'other'",
        "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\",\"group\":[\"p\"]},\"state\":\"terms\",\"entry\":\"9009\"}|no state of new-terms: no value",
        "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\",\"group\":[\"p\"]},\"state\":\"terms\",\"entry\":\"9009\",\"value\":{\"episodes\":[]}}{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\",\"group\":[\"p\"]},\"state\":\"terms\",\"entry\":\"9009\",\"value\":{\"episodes\":[]}}|no state of new-terms: there is more behind it",
        "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\",\"group\":[\"p\"]},\"state\":\"timers\",\"value\":[\"soon\"]}|no state of new-terms: no time, but \"soon\"",
        "{\"operator\":\"new-terms\",\"key\":{\"rule\":\"r\"},\"state\":\"terms\",\"entry\":\"9009\",\"value\":{\"episodes\":[]}}|no state of new-terms: no 'group' in its key",
      })
  void aLineThatIsNoStateIsRefusedByFileAndLine(String line, String why) throws IOException {
    Ran ran = imported(HEADER, LINE, "", line);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("trailhound: " + folder.resolve("state.ndjson") + ":4: this is " + why)
        .endsWith(": " + line + ". Right would be: a line that export wrote.\n");
    assertThat(Path.of(out())).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "[]", "{\"operator\":\"new-terms\"}", "\u0000\u0001"})
  void aFileThatIsNoExportIsToldWhatOneBeginsWith(String first) throws IOException {
    Ran ran = imported(first, LINE);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("trailhound: " + folder.resolve("state.ndjson") + ":1: ")
        .contains("Right would be: a file that export wrote, which begins with {")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "40000", "\"many\""})
  void aNumberOfKeyGroupsThatCannotBeIsRefused(String keyGroups) throws IOException {
    Ran ran = imported(HEADER.replace("128", keyGroups), LINE);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(":1: key_groups: '").endsWith("Right would be: 1 to 32768.\n");
  }

  @Test
  void anOperatorThatIsNotKnownIsRefusedByLine() throws IOException {
    Ran ran = imported(HEADER.replace("new-terms", "old-terms"), LINE);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(":1: operator 'old-terms' is none").contains("Right would be: ");
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    Ran ran = Ran.of("import", folder.resolve("nothing").toString(), "--out", out());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).endsWith("cannot be read. Right would be: a file that export wrote.\n");
  }

  @Test
  void aNewerFormIsRefused() throws IOException {
    Ran ran = imported(HEADER.replace(":1,", ":2,"), LINE);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("has state of form 2; this Trailhound reads form 1.");
  }

  private Ran imported(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("state.ndjson"), List.of(lines));
    return Ran.of("import", file.toString(), "--out", out());
  }

  private String out() {
    return folder.resolve("imported").toString();
  }
}

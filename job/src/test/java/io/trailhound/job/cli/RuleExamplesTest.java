package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rules test}, over what ships and over a folder of somebody's own. */
class RuleExamplesTest {
  private static final String CREATE_KEY =
      """
      {"eventTime":"2025-03-11T02:26:00Z","eventID":"e-1","eventSource":"iam.amazonaws.com",\
      "eventName":"CreateAccessKey","userIdentity":{"type":"IAMUser","userName":"ops"}}
      """;

  @TempDir Path folder;

  @Test
  void theExamplesOfEveryShippedRuleHold() {
    CommandLineRun test = CommandLineRun.of("rules", "test");

    assertThat(test.exitCode()).as(test.out()).isZero();
    assertThat(test.out().lines().filter(line -> line.startsWith("✓"))).hasSize(8);
    assertThat(test.out()).doesNotContain("has no examples");
  }

  /** Beside those that ship, to which they refer. */
  @Test
  void theExamplesOfEveryOptionalRuleHold() throws IOException {
    copy(Path.of("src/main/resources/rules"));
    copy(Path.of("optional-rules"));

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).as(test.out()).isZero();
    assertThat(test.out()).contains("✓ aws_vpn_asn_first_seen_by_role");
  }

  @Test
  void theExampleRulesAreRightAndTheirExamplesHold() {
    String examples = Path.of("..", "testdata", "example-rules").toString();

    CommandLineRun check = CommandLineRun.of("rules", "check", examples, "--fail-level", "info");
    assertThat(check.exitCode()).as(check.out()).isZero();

    CommandLineRun test = CommandLineRun.of("rules", "test", examples);
    assertThat(test.exitCode()).as(test.out()).isZero();
    assertThat(test.out())
        .contains("✓ aws_s3_bytes_out", "✓ aws_s3_bulk_download")
        .contains("✓ aws_denied_calls_in_many_regions", "✓ aws_denied_calls_once")
        .contains("✓ aws_denied_calls_of_one_person")
        .doesNotContain("has no examples");
  }

  /** By themselves, as each may be the only folder that somebody loads. */
  @ParameterizedTest
  @CsvSource({"recon-plus,11", "trail-rules,4"})
  void aPackIsRightAndItsExamplesHold(String pack, int rules) {
    CommandLineRun check = CommandLineRun.of("rules", "check", pack, "--fail-level", "info");
    assertThat(check.exitCode()).as(check.out()).isZero();

    CommandLineRun test = CommandLineRun.of("rules", "test", pack);
    assertThat(test.exitCode()).as(test.out()).isZero();
    assertThat(test.out().lines().filter(line -> line.startsWith("✓"))).hasSize(rules);
    assertThat(test.out()).doesNotContain("has no examples");
  }

  @Test
  void whatIsLookedUpForExamplesLiesBesideThem() {
    String where = Path.of("..", "testdata", "where").toString();

    CommandLineRun check = CommandLineRun.of("rules", "check", where, "--fail-level", "info");
    assertThat(check.exitCode()).as(check.out()).isZero();

    CommandLineRun test = CommandLineRun.of("rules", "test", where);
    assertThat(test.exitCode()).as(test.out()).isZero();
    assertThat(test.out()).contains("✓ production_discovery_from_anonymous_network");
  }

  @Test
  void aRuleThatIsSilentSaysThatNothingWasLookedUp() throws IOException {
    copy(Path.of("..", "testdata", "where"));
    Files.delete(folder.resolve("examples/accounts.csv"));

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).isEqualTo(1);
    assertThat(test.out())
        .contains("missing: what accounts are called is known with --accounts-file only");
  }

  @Test
  void aBadFileBesideTheExamplesIsTold() throws IOException {
    copy(Path.of("..", "testdata", "where"));
    Files.writeString(folder.resolve("examples/networks/hosting.txt"), "198.18.0.0/99\n");

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).isEqualTo(2);
    assertThat(test.err())
        .contains("hosting.txt:1: '198.18.0.0/99' is no network. Right would be:");
  }

  private void copy(Path from) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  @Test
  void eventsAloneSayThatTheRuleHasToFire() throws IOException {
    rule("fires", "CreateAccessKey");
    rule("stays_silent", "DeleteAccessKey");
    rule("untried", "CreateAccessKey");
    example("fires", "events.ndjson", CREATE_KEY);
    example("stays_silent", "events.ndjson", CREATE_KEY);
    example("renamed_since", "events.ndjson", CREATE_KEY);

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).isEqualTo(1);
    assertThat(test.err()).contains("renamed_since has examples of no rule that alerts here");
    assertThat(test.out())
        .contains("✓ fires", "✗ stays_silent\n    nothing fired\n", "- untried  has no examples")
        .contains(
            "      e-1, nearest: selection fails: eventName: DeleteAccessKey other value: it's"
                + " CreateAccessKey\n");
  }

  @Test
  void aCorrelationThatStaysSilentSaysWhichOfItsRulesMatched() throws IOException {
    rule("made", "CreateAccessKey");
    rule("gone", "DeleteAccessKey");
    Files.writeString(
        folder.resolve("both.yml"),
        """
        title: Both
        correlation: {type: temporal, rules: [made, gone], group-by: [user.name], timespan: 1h}
        """);
    example("both", "events.ndjson", CREATE_KEY);

    CommandLineRun test =
        CommandLineRun.of("rules", "test", folder.toString(), "--format", "junit");

    assertThat(test.exitCode()).isEqualTo(1);
    assertThat(test.out())
        .contains("<testsuite name=\"trailhound rules test\" tests=\"1\" failures=\"1\"")
        .contains(
            "<testcase classname=\"rules\" name=\"both\"><failure type=\"examples\""
                + " message=\"nothing fired\">")
        .contains("0 of 1 events match gone&#10;e-1, nearest: selection fails: ")
        .contains("1 of 1 events match made&#10;fires when: group-by user.name; timespan 1h<");
  }

  @Test
  void aCorrelationThatAFilterKeepsSilentSaysSo() throws IOException {
    rule("made", "CreateAccessKey");
    Files.writeString(
        folder.resolve("few.yml"),
        """
        title: Few
        name: few
        correlation: {type: event_count, rules: [made], group-by: [user.name], timespan: 1h, condition: {gte: 1}}
        ---
        title: Not these
        logsource: {product: aws}
        filter: {rules: [few], x: {user.name: ops}, condition: not x}
        """);
    example("few", "events.ndjson", CREATE_KEY);

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).isEqualTo(1);
    assertThat(test.out())
        .contains(
            "1 of 1 events match made\n",
            "filters on few take 1 of the 1 that match: filter "
                + folder.resolve("few.yml")
                + ":5 fails: user.name: ops it's ops\n");
  }

  @Test
  void formsOfTheReportAreTextOrJunit() {
    CommandLineRun test = CommandLineRun.of("rules", "test", "--format", "tap");
    assertThat(test.exitCode()).isEqualTo(2);
    assertThat(test.err()).contains("--format is 'tap'. Right would be: one of text, junit.");
  }

  @Test
  void differencesAreToldInWords() throws IOException {
    rule("fires", "CreateAccessKey");
    example("fires", "events.ndjson", CREATE_KEY);
    example("fires", "alerts.ndjson", "{\"user.name\":\"somebody\"}");

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).isEqualTo(1);
    assertThat(test.out()).contains("✗ fires", "user.name is \"ops\", not \"somebody\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whatever",
        "\"text\"",
        "7",
        "null",
        "[{\"rule.name\": \"quite another\"}]",
        "{} {\"rule.name\": \"quite another\"}",
        "{}}",
        "{\"rule.name\": \"quite another\", \"rule.name\": \"fires\"}"
      })
  void expectationsThatAreNoObjectAreAMistake(String line) throws IOException {
    rule("fires", "CreateAccessKey");
    example("fires", "events.ndjson", CREATE_KEY);
    example("fires", "alerts.ndjson", "{}\n" + line + "\n");

    CommandLineRun test = CommandLineRun.of("rules", "test", folder.toString());

    assertThat(test.exitCode()).isEqualTo(2);
    assertThat(test.err()).contains("alerts.ndjson:2: '" + line + "' is not one object in JSON.");
  }

  private void rule(String name, String action) throws IOException {
    Files.write(
        folder.resolve(name + ".yml"),
        List.of(
            "title: " + name,
            "logsource: {product: aws, service: cloudtrail}",
            "detection:",
            "  selection: {eventName: " + action + "}",
            "  condition: selection",
            "level: high"));
  }

  private void example(String rule, String file, String content) throws IOException {
    Path examples = Files.createDirectories(folder.resolve("examples").resolve(rule));
    Files.writeString(examples.resolve(file), content);
  }
}

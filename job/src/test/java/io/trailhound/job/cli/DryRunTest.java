package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run --dry-run} says, and that it does nothing else. */
class DryRunTest {
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final String DEMO = TESTDATA.resolve("demo").toString();
  private static final String ASN_DB = TESTDATA.resolve("asn/trailhound-demo.mmdb").toString();

  @TempDir private Path folder;

  @Test
  void showsWhatIsSetAndWhereItComesFromAndStartsNothing() {
    Path alerts = folder.resolve("alerts.ndjson");

    CommandLineRun run = dryRun("--input", DEMO, "--asn-db", ASN_DB, "--alerts=" + alerts);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("(?m)^input +command line +" + DEMO + "$")
        .containsPattern("(?m)^sink +default +files$")
        .containsPattern("(?m)^lateness +default +15m$")
        .containsPattern("Looked at: \\d+ rules; " + DEMO + "/")
        .endsWith("Nothing wrong. Nothing was started.\n");
    assertThat(alerts).doesNotExist();
  }

  @Test
  void settingsOfFlinkAreShownToo() {
    CommandLineRun run =
        dryRun(
            "-D", "s3.endpoint=http://x", "-Ds3.secret-key=dear", "--input", DEMO, "--asn-db=none");

    assertThat(run.out())
        .containsPattern("-D s3.endpoint +command line +http://x")
        .contains("(hidden)")
        .doesNotContain("dear");
  }

  @Test
  void everyMistakeIsToldAsByARun() throws IOException {
    Path rule = Files.writeString(folder.resolve("bad.yml"), "title: x\ndetection: 1\n");

    assertMistake("input: 'nowhere' does not exist.", "--input=nowhere", "--asn-db=none");
    assertMistake("asn-db is missing", "--input=" + DEMO);
    assertMistake(rule.toString(), "--input=" + DEMO, "--asn-db=none", "--rules=" + folder);
    assertMistake(
        "from-savepoint: '%s' has no _metadata file.".formatted(folder),
        "--input=" + DEMO,
        "--asn-db=none",
        "--from-savepoint=" + folder);
    assertMistake(
        "alerts: '/nowhere/a' cannot be written",
        "--input=" + DEMO,
        "--asn-db=none",
        "--alerts=/nowhere/a");
    assertMistake(
        "kafka-servers: no broker at '127.0.0.1:1' lets us in: ",
        "--source=kafka",
        "--kafka-servers=127.0.0.1:1",
        "--kafka-topic=t",
        "--asn-db=none",
        "--kafka.default.api.timeout.ms=200",
        "--kafka.request.timeout.ms=100");
    assertMistake(
        "elasticsearch-url: no answer from http://127.0.0.1:1: ",
        "--input=" + DEMO,
        "--asn-db=none",
        "--sink=elasticsearch",
        "--elasticsearch-url=http://127.0.0.1:1");
  }

  @Test
  void aClusterIsAskedForRoom() {
    CommandLineRun run =
        dryRun("--cluster", "127.0.0.1:1", "--input", DEMO, "--asn-db", "none", "--sink=console");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no Flink cluster answers at http://127.0.0.1:1.");
  }

  private static void assertMistake(String message, String... options) {
    CommandLineRun run = dryRun(options);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).startsWith("trailhound: " + message);
    assertThat(run.out()).isEmpty();
  }

  private static CommandLineRun dryRun(String... options) {
    List<String> words = new ArrayList<>(List.of("run", "--dry-run"));
    words.addAll(List.of(options));
    return CommandLineRun.of(words.toArray(String[]::new));
  }
}

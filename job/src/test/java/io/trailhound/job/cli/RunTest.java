package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.alert.AlertDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over the demo's input. */
class RunTest {
  private static final Path TESTDATA = Path.of("..", "testdata");

  @TempDir Path folder;

  @Test
  void everyRuleThatShipsFiresAndWhoeverDoesOrdinaryThingsIsLeftAlone() throws IOException {
    List<AlertDocument> alerts = runDemo();

    assertThat(alerts.stream().filter(AlertDocument::isFinal).map(AlertDocument::rule).distinct())
        .containsExactlyInAnyOrder(
            "aws_cli_discovery_burst",
            "aws_discovery_attack_chain",
            "aws_multi_region_describe_instances",
            "aws_rare_source_as_organization",
            "aws_vpn_asn_discovery_call",
            "aws_vpn_asn_first_seen",
            "aws_vpn_asn_service_principal",
            "aws_vpn_discovery_then_impact");
    assertThat(alerts.stream().map(AlertDocument::who)).doesNotContain("nora", "luis");
  }

  @Test
  void emitFinalLeavesTheEarlyOnesOut() throws IOException {
    assertThat(runDemo("--emit", "final")).isNotEmpty().allMatch(AlertDocument::isFinal);
  }

  /** The buffers between subtasks grow with their square. */
  @Test
  void manySubtasksFindTheirMemory() throws IOException {
    assertThat(runDemo("--parallelism=12")).isNotEmpty();
  }

  @Test
  void noAlertIsLostHoweverManyThereAre() throws IOException {
    Path events = folder.resolve("events.ndjson");
    Files.write(events, IntStream.range(0, 150).mapToObj(RunTest::callFromVpn).toList());

    List<AlertDocument> alerts = run("--input=" + events);

    assertThat(alerts)
        .filteredOn(alert -> alert.rule().equals("aws_vpn_asn_discovery_call"))
        .hasSize(150);
  }

  @Test
  void aLinkToNothingIsToldAndEverythingElseIsRead() throws IOException {
    Path input = folder.resolve("in");
    Path cases = TESTDATA.resolve("cases/dangling-link");
    for (String file :
        List.of("sub1/f0.ndjson", "sub1/f1.ndjson", "sub1/f2.ndjson", "sub2/f.ndjson")) {
      Files.createDirectories(input.resolve(file).getParent());
      Files.copy(cases.resolve(file), input.resolve(file));
    }
    Files.createSymbolicLink(input.resolve("sub1/latest.ndjson"), folder.resolve("absent"));

    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      run("--input=" + input);
    } finally {
      System.setErr(before);
    }

    assertThat(err.toString(UTF_8)).contains("4 records, ").contains(", 1 path left out");
  }

  /** It would be emptied before it's read, and the run would end well. */
  @Test
  void noFileOfTheInputIsAnOutput() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    Files.writeString(input.resolve("a.ndjson"), callFromVpn(1));
    Path read = Files.writeString(input.resolve("b c.ndjson"), callFromVpn(2));
    for (String given : List.of("" + input, input + "/*.ndjson", "file:" + input, "" + read)) {
      for (String output : List.of("alerts", "dead-letters", "late", "incidents")) {
        CommandLineRun run =
            CommandLineRun.of(
                "run", "--asn-db=none", "--input=" + given, "--" + output + "=file:" + read);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err())
            .contains(output + ": 'file:" + read + "' is read as input, too")
            .hasLineCount(1);
      }
    }
    assertThat(read).hasContent(callFromVpn(2));
    CommandLineRun watch =
        CommandLineRun.of(
            "run", "--asn-db=none", "--watch=1s", "--input=" + input, "--alerts=" + input + "/n");
    assertThat(watch.exitCode()).as(watch.err()).isEqualTo(2);
    assertThat(watch.err()).contains("is where new files are watched for");
    CommandLineRun warm =
        CommandLineRun.of(
            "run",
            "--asn-db=none",
            "--source=kafka",
            "--kafka-servers=127.0.0.1:1",
            "--kafka-topic=t",
            "--warm-from=" + input,
            "--alerts=" + read);
    assertThat(warm.exitCode()).as(warm.err()).isEqualTo(2);
    assertThat(warm.err()).contains("is read as warm-from, too");
  }

  @Test
  void aNewFileInAFolderThatIsReadIsAnOutput() throws IOException {
    Path input = Files.createDirectory(folder.resolve("in"));
    Files.writeString(input.resolve("a.ndjson"), callFromVpn(1));
    Path late = input.resolve("late.ndjson");
    assertThat(run("--input=" + input.resolve("*.ndjson"), "--late=" + late)).isNotEmpty();
    assertThat(late).exists();
  }

  /** As a glob, its range goes backwards. */
  @Test
  void aNameWithADayInBracketsIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("trail[2026-09-01].json"), callFromVpn(1));
    assertThat(run("--input=" + file)).isNotEmpty();
    CommandLineRun run = CommandLineRun.of("run", "--input=" + folder.resolve("x[z-a]*.json"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a range that ends before it begins, z-a. Right would be");
  }

  private static String callFromVpn(int number) {
    return String.format(
        Locale.ROOT,
        """
        {"eventTime":"2025-03-11T02:00:00Z","eventID":"e-%d","eventSource":"sts.amazonaws.com",\
        "eventName":"GetCallerIdentity","sourceIPAddress":"198.18.0.42",\
        "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::1:user/a"}}""",
        number);
  }

  private List<AlertDocument> runDemo(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--input=" + TESTDATA.resolve("demo/AWSLogs"));
    return run(options.toArray(String[]::new));
  }

  private List<AlertDocument> run(String... options) throws IOException {
    Path alerts = folder.resolve("alerts.ndjson");
    List<String> args = new ArrayList<>(List.of("run", "--alerts=" + alerts));
    args.add("--asn-db=" + TESTDATA.resolve("asn/trailhound-demo.mmdb"));
    args.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AlertDocument.read(alerts);
  }
}

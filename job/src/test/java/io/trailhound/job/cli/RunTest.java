package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over the demo's input. */
class RunTest {
  private static final Path TESTDATA = Path.of("..", "testdata");

  @TempDir Path folder;

  @Test
  void everyRuleThatShipsFires() throws IOException {
    List<AlertDocument> alerts = run();

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
  }

  @Test
  void whoeverDoesOrdinaryThingsIsLeftAlone() throws IOException {
    assertThat(run().stream().map(AlertDocument::who)).doesNotContain("nora", "luis");
  }

  @Test
  void emitFinalLeavesTheEarlyOnesOut() throws IOException {
    assertThat(run("--emit", "final")).isNotEmpty().allMatch(AlertDocument::isFinal);
  }

  private List<AlertDocument> run(String... more) throws IOException {
    Path alerts = folder.resolve("alerts.ndjson");
    String[] args = {
      "run",
      "--input=" + TESTDATA.resolve("demo/AWSLogs"),
      "--asn-db=" + TESTDATA.resolve("asn/trailhound-demo.mmdb"),
      "--alerts=" + alerts
    };
    CommandLineRun run = CommandLineRun.of(concat(args, more));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AlertDocument.read(alerts);
  }

  private static String[] concat(String[] first, String[] second) {
    return Stream.of(first, second).flatMap(Stream::of).toArray(String[]::new);
  }
}

package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, as a user starts it; the jar it needs was packaged just before. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "trailhound").toAbsolutePath().normalize();
  private static final Duration DEMO_LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private record Ended(int exitCode, String out, String err, Duration took) {}

  @Test
  void demoFiresEveryRuleAndEndsWithASummary() throws Exception {
    Ended demo = trailhound("demo");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("8 of 8 rules fired.").doesNotContain("\u001b");
    assertThat(demo.took()).isLessThan(DEMO_LIMIT);
  }

  @Test
  void runInAnotherFolderWritesAlertsWhereItWasTold() throws Exception {
    Path testdata = LAUNCHER.resolveSibling("testdata");

    Ended run =
        trailhound(
            "run",
            "--input=" + testdata.resolve("demo"),
            "--asn-db=" + testdata.resolve("asn/trailhound-demo.mmdb"),
            "--alerts=alerts.ndjson");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(" records", " alert revisions");
    assertThat(folder.resolve("alerts.ndjson")).isRegularFile().isNotEmptyFile();
  }

  @Test
  void alertsInAPipeAreJsonLines() throws Exception {
    Path testdata = LAUNCHER.resolveSibling("testdata");

    Ended run =
        trailhound(
            "run",
            "--input=" + testdata.resolve("rules/aws_vpn_asn_first_seen/events.ndjson"),
            "--asn-db=" + testdata.resolve("asn/trailhound-demo.mmdb"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"@timestamp\""));
  }

  @Test
  void inputThatCannotBeReadIsNeverPassedOverInSilence() throws Exception {
    Files.writeString(folder.resolve("input"), "{\"x\":1}\n".repeat(5));

    Ended run = trailhound("run", "--input=input", "--asn-db=none", "--parallelism=1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .containsOnlyOnce("dead letter: input:3: ")
        .doesNotContain("input:4: ")
        .contains("--dead-letters FILE keeps them all", "5 dead letters");
  }

  @Test
  void aMistakeEndsWithTwoAndOneMessage() throws Exception {
    Ended run = trailhound("run", "--input", "nowhere", "--asn-db", "none", "--emit", "late");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "trailhound: emit: 'late' is not known to this version (given as --emit). Right would"
                + " be: one of early, final.\n");
  }

  @Test
  void saysItsVersion() throws Exception {
    assertThat(trailhound("--version").out()).matches("Trailhound \\d+\\.\\d+\\.\\d+\n");
  }

  private Ended trailhound(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int exitCode = process.waitFor();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Ended(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8), took);
  }
}

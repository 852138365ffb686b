package io.trailhound.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/**
 * The launcher as a process, as a user starts it; the jar it needs was packaged just before. No
 * command leaves anything in the temporary folder, nor a log when nothing went wrong.
 */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "trailhound").toAbsolutePath().normalize();

  /**
   * In a folder whose name has nearly everything: bytes, because this JVM's locale may lack them.
   */
  private static final String IN_AN_ODD_FOLDER =
      """
      home="$2/a b%20"$'\\303\\251'"+#[x]"
      mkdir -p "$home"/{udfs,job}/src/main "$home/job/target"
      touch "$home"/{,udfs/,job/}pom.xml
      ln -s "$1/testdata" "$home"
      ln -s "$1/job/target/lib" "$home/job/target"
      cp "$1/job/target/trailhound.jar" "$home/job/target"
      cp "$1/trailhound" "$home"
      LC_ALL=C "$home/trailhound" rules test
      code=$?
      find "$home/job/target" -name '*.jsa*' -size +1M -printf 'archive\\n'
      rm -rf "$home"
      exit $code
      """;

  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;
  @TempDir Path temporary;

  private record Ended(int exitCode, String out, String err) {}

  private record Started(Process process, Path out, Path err) {
    Ended end() throws IOException, InterruptedException {
      int exitCode = process.waitFor();
      return new Ended(exitCode, Files.readString(out, UTF_8), withoutJava(err));
    }
  }

  /** Java says by itself which settings of the environment it heeds. */
  private static String withoutJava(Path err) throws IOException {
    return Files.readString(err, UTF_8).replaceAll("(?m)^Picked up JAVA_TOOL_OPTIONS: .*\n", "");
  }

  @AfterEach
  void leavesNothingBehind() {
    assertThat(temporary).isEmptyDirectory();
    assertThat(log()).as(this::logged).doesNotExist();
  }

  private String logged() {
    try {
      return Files.exists(log()) ? Files.readString(log(), UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void demoFiresEveryRuleAndEndsWithASummary() throws Exception {
    Ended demo = trailhound("demo");

    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("8 of 8 rules fired.").doesNotContain("\u001b");
  }

  @Test
  @Tag("e2e")
  void worksWhereverTheCloneLies() throws Exception {
    Path clone = LAUNCHER.getParent();

    Ended test =
        start(List.of("bash", "-c", IN_AN_ODD_FOLDER, "bash", clone.toString(), folder.toString()))
            .end();

    assertThat(test.exitCode()).as(test.err()).isZero();
    assertThat(test.out()).contains("All examples hold.").endsWith("archive\n");
    assertThat(test.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "rules test", "run --asn-db=none --input=input --watch=1s"})
  void whatIsEndedInTheMiddleClearsUpAndSaysNothing(String command) throws Exception {
    Files.writeString(folder.resolve("input"), "");
    List<String> words = new ArrayList<>(List.of(LAUNCHER.toString()));
    words.addAll(List.of(command.split(" ")));
    Started started = start(words);
    Patience.await("folder of " + command, () -> begun(started), begun -> begun);

    // Like Ctrl-C, which nothing hears that was started in the background, as tests may be.
    started.process().destroy();

    Ended ended = started.end();
    assertThat(ended.exitCode()).as(ended.err()).isIn(TERMINATED, ExitCode.OK);
    assertThat(ended.err()).doesNotContain("trailhound:");
    Files.deleteIfExists(log()); // Flink may tell there what it was in the middle of
  }

  @Test
  void servedPagesAreThereUntilTheyAreEnded() throws Exception {
    Path alerts = Files.writeString(folder.resolve("alerts.ndjson"), "");
    Started started =
        start(List.of(LAUNCHER.toString(), "serve", "--alerts=" + alerts, "--port=0"));
    String address =
        Patience.await(
            "the address", () -> Files.readString(started.out()), it -> it.endsWith("/\n"));

    assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/\n");
    try (InputStream page = URI.create(address.strip()).toURL().openStream()) {
      assertThat(new String(page.readAllBytes(), UTF_8)).contains("0 alerts");
    }
    started.process().destroy();

    Ended ended = started.end();
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(TERMINATED);
    assertThat(ended.err()).doesNotContain("trailhound:");
  }

  private boolean begun(Started started) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.findAny().isPresent() || !started.process().isAlive();
    }
  }

  @Test
  void takesNoJarThatAnEarlierBuildLeft() throws Exception {
    Path lib = LAUNCHER.resolveSibling("job/target/lib");
    Path stale = Files.createFile(lib.resolve("flink-core-0.1.jar"));
    try {
      Ended version = start(List.of("bash", "-x", LAUNCHER.toString(), "--version")).end();

      assertThat(version.exitCode()).isZero();
      assertThat(version.err()).contains(lib + "/flink-core-").doesNotContain(stale.toString());
    } finally {
      Files.delete(stale);
    }
  }

  @Test
  void whatFailedIsToldInALogOfTheUsersOwn() throws Exception {
    Path events = LAUNCHER.resolveSibling("testdata/demo");

    Ended run = trailhound("run", "--input=" + events, "--asn-db=none", "--alerts=/dev/full");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("Details are in " + log() + ".");
    assertThat(log()).content().contains("No space left on device");
    Files.delete(log());
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

  /** As on a full disk: what isn't there isn't done. */
  @Test
  @EnabledOnOs(OS.LINUX) // others have no such device
  void outputThatCannotBeWrittenIsToldAndEndsWithOne() throws Exception {
    Path testdata = LAUNCHER.resolveSibling("testdata");
    String input = "--input=" + testdata.resolve("rules/aws_vpn_asn_first_seen/events.ndjson");
    String asn = "--asn-db=" + testdata.resolve("asn/trailhound-demo.mmdb");
    for (List<String> command : List.of(List.of("rules", "list"), List.of("run", input, asn))) {
      List<String> line =
          new ArrayList<>(List.of("sh", "-c", "\"$0\" \"$@\" >/dev/full", LAUNCHER.toString()));
      line.addAll(command);

      Ended ended = start(line).end();

      assertThat(ended.exitCode()).as("%s", command).isEqualTo(1);
      assertThat(ended.err())
          .as("%s", command)
          .contains("trailhound: standard output can't be written: No space left on device")
          .doesNotContain("\tat ");
    }
    Files.delete(log()); // with the job's end in it
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
  void whatTheEnvironmentSaysOfTheJobIsNotForExamplesNorTheDemo() throws Exception {
    Path incidents = Files.writeString(folder.resolve("incidents.ndjson"), "mine");
    List<String> job =
        List.of(
            "env",
            "TRAILHOUND_ALERT_FORMAT=ocsf",
            "TRAILHOUND_LATENESS=0s",
            "TRAILHOUND_REGIONS=ap-south-1",
            "TRAILHOUND_SINK=webhook",
            "TRAILHOUND_INCIDENTS=incidents.ndjson",
            LAUNCHER.toString());

    for (List<String> command : List.of(List.of("rules", "test"), List.of("demo"))) {
      Ended run = start(Stream.concat(job.stream(), command.stream()).toList()).end();

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
    assertThat(incidents).hasContent("mine");
  }

  @Test
  void saysItsVersion() throws Exception {
    assertThat(trailhound("--version").out()).matches("Trailhound \\d+\\.\\d+\\.\\d+\n");
  }

  private Path log() {
    return folder.resolve("trailhound.log");
  }

  private Ended trailhound(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return start(command).end();
  }

  private Started start(List<String> command) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("TRAILHOUND_LOG", log().toString());
    builder.environment().put("TRAILHOUND_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    return new Started(builder.start(), out, err);
  }
}

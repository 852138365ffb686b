package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line answers before anything runs. */
class MainTest {
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final String DEMO = TESTDATA.resolve("demo").toString();

  @TempDir Path folder;

  @Test
  void helpListsTheCommandsAndEndsWithZero() {
    CommandLineRun help = CommandLineRun.of("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("  demo ", "  run ", "  rules ", "  state ", "  stack ");
    assertThat(CommandLineRun.of("rules", "--help").out())
        .contains("  list ", "  check ", "  test ", "  explain ", "  coverage ", "  fix ");
  }

  @Test
  void helpOfRunListsEveryKey() {
    assertThat(CommandLineRun.of("run", "--help").out())
        .contains("--input=PATH", "--asn-db=FILE", "--lateness=TIME", "Default: 15m", "--config");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(CommandLineRun.of()).satisfies(run -> assertThat(run.exitCode()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "stack", "bench"})
  void whoAsksThisProgramForAnotherIsToldWhereItIs(String command) {
    assertMistake(
        "'" + command + "' isn't in this jar. Right would be: ./trailhound " + command + ".",
        command,
        "anything");
  }

  @Test
  void aMisspeltCommandBringsTheRightOne() {
    assertMistake("'rnu' is not understood. Did you mean 'run'?", "rnu");
  }

  /** A file's name or a rule's text may hold what a terminal obeys. */
  @Test
  void aMistakeIsToldWithoutWhatATerminalObeys() {
    CommandLineRun run = CommandLineRun.of("run", "--input", "a\u001b[2Jb\nc", "--asn-db", "none");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a\\x1b[2Jb").doesNotContain("\u001b");
  }

  @Test
  void aMisspeltOptionBringsTheRightOne() {
    assertMistake(
        "'--alert' is not understood. Did you mean '--alerts'?",
        "run",
        "--input",
        DEMO,
        "--alert",
        "x");
  }

  @Test
  void otherSourcesAreRefused() {
    assertMistake(
        "source: 'kinesys' is not known to this version (given as --source). Right would be: one of files, kafka, kinesis.",
        "run",
        "--source",
        "kinesys");
  }

  @Test
  void inputWithoutNetworksNeedsAnAsnDatabaseOrAWord() {
    CommandLineRun run = CommandLineRun.of("run", "--input", DEMO);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("trailhound: asn-db is missing").contains("--asn-db none");
  }

  @Test
  void inputThatIsNotThereIsRefused() {
    CommandLineRun run = CommandLineRun.of("run", "--input", "nowhere", "--asn-db", "none");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("trailhound: input: 'nowhere' does not exist.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts", "dead-letters", "late"})
  void anOutputThatCannotBeWrittenIsRefusedBeforeTheStart(String key) {
    Path file = folder.resolve("mistyped/out.ndjson");
    CommandLineRun run = CommandLineRun.of("run", "--input", DEMO, "--" + key, file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "trailhound: %s: '%s' cannot be written: there is no folder".formatted(key, file))
        .hasLineCount(1);
    assertThat(folder.resolve("mistyped")).doesNotExist();
  }

  @Test
  void anAsnFileThatIsNoneIsRefused() throws IOException {
    String file = Files.writeString(folder.resolve("asn.mmdb"), "no").toString();

    CommandLineRun run = CommandLineRun.of("run", "--input", DEMO, "--asn-db", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(file, "Right would be: ").hasLineCount(1);
  }

  @Test
  void aRuleThatIsWrongStopsTheStartWithFileAndLine() throws IOException {
    Path rule = Files.write(folder.resolve("bad.yml"), List.of("title: x", "detection: 1"));

    CommandLineRun run =
        CommandLineRun.of("run", "--input", DEMO, "--asn-db", "none", "--rules", folder.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("trailhound: " + rule).doesNotContain("\tat ");
  }

  @Test
  void rulesListShowsTheEight() {
    CommandLineRun list = CommandLineRun.of("rules", "list");

    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines().takeWhile(line -> !line.isEmpty())).hasSize(1 + 8);
    assertThat(list.out()).contains("aws_discovery_attack_chain", "temporal_ordered", "T1526");
  }

  @Test
  void rulesCheckIsContentWithWhatShips() {
    CommandLineRun check = CommandLineRun.of("rules", "check");

    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).contains("Nothing wrong");
  }

  @Test
  void rulesCheckPrintsEveryFindingAndEndsWithOne() throws IOException {
    Files.write(folder.resolve("a.yml"), List.of("title: x", "detection: 1"));
    Files.write(folder.resolve("b.yml"), List.of("title: [", "x"));

    CommandLineRun check = CommandLineRun.of("rules", "check", folder.toString());

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("a.yml:2:", "b.yml:3:1", " findings: ");
  }

  private static void assertMistake(String message, String... args) {
    assertThat(CommandLineRun.of(args))
        .isEqualTo(new CommandLineRun(2, "", "trailhound: " + message + "\n"));
  }

  @Test
  void whatToDoWithForeignRulesIsOneOfTwoWords() {
    for (String command : new String[] {"list", "check", "test"}) {
      CommandLineRun run = CommandLineRun.of("rules", command, "--rules-foreign", "keep");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .isEqualTo(
              "trailhound: --rules-foreign is 'keep'. Right would be: one of refuse, skip.\n");
    }
  }
}

package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of testdata/cases that fired wrongly once, through whole runs with their own rules. */
class CasesTest {
  private static final Path CASES = Path.of("..", "testdata", "cases");

  @TempDir Path folder;

  @Test
  void eachElementOfAListIsAValue() throws IOException {
    assertThat(finals("list-values", "events.ndjson"))
        .containsExactlyInAnyOrder(
            "ten_instances 1 calls 12 distinct",
            "new_secret s1",
            "new_secret s2",
            "new_secret s3",
            "new_secret s4",
            "new_secret s5",
            "new_secret s6",
            "new_secret s7");
    assertThat(finals("list-values", "control.ndjson"))
        .containsExactly("ten_instances 12 calls 12 distinct");
  }

  @Test
  void anAliasCountsEachRulesOwnField() throws IOException {
    assertThat(finals("alias-counted", "events.ndjson"))
        .containsExactly("five_secrets 6 calls 6 distinct", "five_secrets 6 calls 6 distinct");
  }

  /** What each final alert says, in few words. */
  private List<String> finals(String name, String events) throws IOException {
    Path alerts = folder.resolve("alerts.ndjson");
    Path input = CASES.resolve(name);
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "--input=" + input.resolve(events),
            "--rules=" + input.resolve("rules"),
            "--alerts=" + alerts);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return AlertDocument.finals(AlertDocument.read(alerts)).stream()
        .map(alert -> alert.rule() + " " + CasesTest.found(alert))
        .toList();
  }

  private static String found(AlertDocument alert) {
    String term = alert.json().at("/trailhound/term").asText();
    return term.isEmpty()
        ? alert.json().at("/trailhound/count").asText()
            + " calls "
            + alert.json().at("/trailhound/distinct").asText()
            + " distinct"
        : term;
  }
}

package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.AlertDocument;
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

  @Test
  void aPolicyIsFoundAsTextAsObjectAndInAnElasticDocument() throws IOException {
    assertThat(finals("policy-in-object-text", "events.ndjson"))
        .containsExactlyInAnyOrder(
            "policy_keyword ca702c22-fc82-537c-90dc-033b343e5dc7",
            "policy_path ca702c22-fc82-537c-90dc-033b343e5dc7",
            "policy_star ca702c22-fc82-537c-90dc-033b343e5dc7",
            "policy_path 73a4db6d-1913-5bba-ab40-05662676988d",
            "policy_star 73a4db6d-1913-5bba-ab40-05662676988d");
    assertThat(finals("policy-in-object-text", "public-rule-events.ndjson"))
        .contains("policy_keyword ecs-1", "policy_path ecs-1", "policy_star ecs-1");
  }

  @Test
  void asManyStepsAsTheConditionAsksForAreEnough() throws IOException {
    assertThat(finals("two-of-three", "events.ndjson"))
        .containsExactly("two_of_three hr_list_users, hr_list_roles");
  }

  /** The count's window ends eight minutes after the login. */
  @Test
  void aCountTakesItsPlaceInASequenceAtTheEventThatCompletesIt() throws IOException {
    assertThat(finals("brute-force", "events.ndjson"))
        .containsExactly("brute_force many_failed_logins, successful_login");
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
    JsonNode found = alert.json().path("trailhound");
    if (found.has("term")) {
      return found.get("term").asText();
    } else if (found.has("steps")) {
      return String.join(", ", found.get("steps").findValuesAsText("rule"));
    } else if (found.has("count")) {
      return found.get("count") + " calls " + found.get("distinct") + " distinct";
    }
    return found.at("/event_ids/0").asText();
  }
}

package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.Vectors;
import io.trailhound.job.alert.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's night, told as incidents. */
class IncidentsRunTest {
  private static final Path TESTDATA = Vectors.FOLDER.resolveSibling("demo");

  @TempDir private Path folder;

  private List<JsonNode> run(String name, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--input=" + TESTDATA.resolve("AWSLogs"),
                "--asn-db=" + TESTDATA.resolveSibling("asn").resolve("trailhound-demo.mmdb"),
                "--alerts=" + folder.resolve(name + ".alerts")));
    arguments.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonLines.read(folder.resolve(name + ".alerts"));
  }

  private List<JsonNode> incidents(String name) throws IOException {
    return JsonLines.read(folder.resolve(name));
  }

  /** Of the last revisions, by id. */
  private static Map<String, String> last(List<JsonNode> documents) {
    Map<String, String> last = new TreeMap<>();
    documents.forEach(each -> last.put(each.at("/event/id").asText(), each.toString()));
    return last;
  }

  @Test
  void eachAlertIsOfOneIncidentThatTellsItsStory() throws IOException {
    List<JsonNode> alone = run("alone");
    List<JsonNode> alerts = run("with", "--incidents=" + folder.resolve("incidents"));
    List<JsonNode> incidents = incidents("incidents");

    assertThat(last(incidents).values())
        .isNotEmpty()
        .allMatch(each -> each.contains("\"phase\":\"final\"") || each.contains("withdrawn"));
    Map<String, JsonNode> finals = new TreeMap<>();
    for (JsonNode each : incidents) {
      assertThat(each.at("/event/kind").asText()).isEqualTo("alert");
      assertThat(each.at("/event/dataset").asText()).isEqualTo("trailhound.incident");
      if (each.at("/trailhound/phase").asText().equals("final")) {
        finals.put(each.at("/event/id").asText(), each);
      }
    }
    Map<String, String> told = new TreeMap<>();
    alerts.forEach(
        each -> {
          String incident = each.at("/trailhound/incident/id").asText();
          if (!incident.isEmpty()) {
            told.put(each.at("/event/id").asText(), incident);
          }
        });
    assertThat(told).isNotEmpty();
    assertThat(finals.keySet()).isEqualTo(new TreeSet<>(told.values()));
    finals.forEach(
        (id, incident) ->
            incident
                .at("/trailhound/incident/alerts")
                .forEach(alert -> assertThat(told).containsEntry(alert.get("id").asText(), id)));
    JsonNode worst =
        finals.values().stream()
            .filter(each -> each.toString().contains("aws_discovery_attack_chain"))
            .findFirst()
            .orElseThrow();
    assertThat(worst.at("/event/severity").asInt()).isEqualTo(73);
    assertThat(worst.at("/threat/tactic/id").toString()).contains("TA0007");
    assertThat(worst.at("/message").asText()).contains(", then aws_discovery_attack_chain");

    alerts.forEach(each -> ((ObjectNode) each.get("trailhound")).remove("incident"));
    assertThat(finals(alerts)).isEqualTo(finals(alone));
  }

  private static Map<String, String> finals(List<JsonNode> documents) {
    return last(
        documents.stream()
            .filter(each -> each.at("/trailhound/phase").asText().equals("final"))
            .toList());
  }

  @Test
  void theyAreTheSameWithAnotherParallelismAndLateness() throws IOException {
    run("a", "--incidents=" + folder.resolve("a.incidents"), "--parallelism=1", "--emit=final");
    run("b", "--incidents=" + folder.resolve("b.incidents"), "--parallelism=3", "--lateness=3h");
    assertThat(last(incidents("a.incidents")))
        .isNotEmpty()
        .isEqualTo(finals(incidents("b.incidents")));
  }

  @Test
  void aGapWithoutIncidentsIsRefused() {
    CommandLineRun run = CommandLineRun.of("run", "--input=" + TESTDATA, "--incident-gap=2h");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("incident-gap", "--incidents FILE");
  }
}

package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.Vectors;
import io.trailhound.job.alert.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Two users' chains in one bucket have one id, and the first user's incident ends later. */
  @Test
  void theLastChainOfAnIdStaysTheLastWhicheverIncidentIsOverLast() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("chain.yml"),
            """
            title: Read
            name: read
            logsource: {product: aws, service: cloudtrail}
            detection: {s: {eventName: GetObject}, condition: s}
            ---
            title: Write
            name: write
            logsource: {product: aws, service: cloudtrail}
            detection: {s: {eventName: PutObject}, condition: s}
            ---
            title: Chain
            name: chain
            correlation: {type: temporal_ordered, rules: [read, write], group-by: requestParameters.bucketName, timespan: 1h}
            ---
            title: Deletion
            name: deletion
            logsource: {product: aws, service: cloudtrail}
            detection: {s: {eventName: DeleteObject}, condition: s}
            """);
    Path input =
        Files.write(
            folder.resolve("calls.ndjson"),
            List.of(
                call("10:00", "alice", "GetObject"),
                call("10:01", "alice", "PutObject"),
                call("10:05", "bob", "GetObject"),
                call("10:06", "bob", "PutObject"),
                call("10:40", "alice", "DeleteObject")));
    Path out = folder.resolve("alerts");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "--input=" + input,
            "--rules=" + rules,
            "--alerts=" + out,
            "--emit=final",
            "--incidents=" + folder.resolve("incidents"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> chains =
        JsonLines.read(out).stream()
            .filter(each -> each.at("/rule/name").asText().equals("chain"))
            .toList();
    assertThat(chains.stream().map(each -> each.at("/event/id").asText()).distinct()).hasSize(1);
    JsonNode last = chains.get(chains.size() - 1);
    assertThat(last.at("/@timestamp").asText()).isEqualTo("2026-09-01T10:06:00Z");
    JsonNode bobs =
        incidents("incidents").stream()
            .filter(each -> each.at("/user/name").asText().equals("bob"))
            .findFirst()
            .orElseThrow();
    assertThat(last.at("/trailhound/incident/id").asText())
        .isEqualTo(bobs.at("/event/id").asText());
  }

  private static String call(String time, String user, String action) {
    return """
        {"eventVersion":"1.09","eventID":"%1$s %2$s","eventTime":"2026-09-01T%1$s:00Z","eventSource":"s3.amazonaws.com","eventName":"%3$s","awsRegion":"us-east-1","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/%2$s","accountId":"111122223333","userName":"%2$s"},"requestParameters":{"bucketName":"billing"}}
        """
        .formatted(time, user, action)
        .strip();
  }

  @Test
  void aGapWithoutIncidentsIsRefused() {
    CommandLineRun run = CommandLineRun.of("run", "--input=" + TESTDATA, "--incident-gap=2h");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("incident-gap", "--incidents FILE");
  }
}

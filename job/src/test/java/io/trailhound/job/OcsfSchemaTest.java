package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trailhound.alert.OcsfAlert;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.cli.CommandLineRun;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --alert-format ocsf}: findings against what OCSF 1.4.0 says of the attributes that are
 * written. The schema in the tests' resources was written for that, because OCSF's own is in no
 * package that a build can have.
 */
class OcsfSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final Path WHERE = TESTDATA.resolve("where").resolve("examples");

  @TempDir private Path folder;

  private static Schema schema() throws IOException {
    JsonNode text =
        JSON.readTree(Files.readString(Path.of("src/test/resources/ocsf-2004.schema.json")));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  private static void assertRight(Iterable<JsonNode> findings) throws IOException {
    Schema schema = schema();
    for (JsonNode finding : findings) {
      assertThat(schema.validate(finding).stream().map(String::valueOf))
          .as(finding.toString())
          .isEmpty();
    }
  }

  @Test
  void theVectorsInAllPhasesAreFindings() throws Exception {
    OcsfAlert format = new OcsfAlert(JobRun.RULES.rules(), "test", Optional.empty(), false, false);
    List<JsonNode> findings = new ArrayList<>();
    for (Alert alert : JobRun.ofVectors().alerts()) {
      JsonNode finding = JSON.readTree(format.toJson(alert));
      findings.add(finding);
      assertThat(finding.at("/finding_info/uid").asText()).isEqualTo(alert.id);
      assertThat(finding.at("/unmapped/trailhound/phase").asText()).isEqualTo(alert.phase);
      assertThat(finding.at("/time").asLong()).isEqualTo(alert.time);
    }
    assertRight(findings);
    assertThat(findings)
        .extracting(it -> it.at("/activity_name").asText())
        .contains("Create", "Update");
  }

  @Test
  void soAreTheDemoAndExamplesWithAllFilesThatSayMore() throws Exception {
    Path alerts = folder.resolve("alerts.ndjson");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "--alert-format=ocsf",
            "--alerts=" + alerts,
            "--input=../testdata/demo",
            "--input=recon-plus/examples/*/events.ndjson",
            "--rules-add=recon-plus",
            "--asn-db=" + TESTDATA.resolve("asn").resolve("trailhound-demo.mmdb"),
            "--accounts-file=" + WHERE.resolve("accounts.csv"),
            "--network-db=" + WHERE.resolve("trailhound-demo-places.mmdb"),
            "--network-list=" + WHERE.resolve("networks"),
            "--suppress=all",
            "--silence-after=1h",
            "--replay=again");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> findings = JsonLines.read(alerts);
    assertRight(findings);
    assertThat(findings).anyMatch(it -> it.at("/evidences/0/src_endpoint/location").has("lat"));
    assertThat(findings)
        .allMatch(it -> it.at("/metadata/labels/0").asText().equals("replay:again"));
  }

  @Test
  void aFindingIsCreatedUpdatedAndClosed() throws Exception {
    Rule rule =
        JobRun.RULES.rules().stream()
            .filter(it -> it.name().equals("aws_cli_discovery_burst"))
            .findFirst()
            .orElseThrow();
    assertThat(activities(rule, false))
        .containsExactly("1 200401 true", "2 200402 true", "3 200403 false");
    assertThat(activities(rule, true).get(1)).as("nothing went before").isEqualTo("1 200401 true");
    Rule match =
        JobRun.RULES.rules().stream()
            .filter(Rule.Match.class::isInstance)
            .findFirst()
            .orElseThrow();
    assertThat(activities(match, false).get(1)).as("final at once").isEqualTo("1 200401 true");
  }

  private static List<String> activities(Rule rule, boolean finalsOnly) throws IOException {
    OcsfAlert format = new OcsfAlert(List.of(rule), "test", Optional.empty(), finalsOnly, false);
    List<String> activities = new ArrayList<>();
    for (String phase : List.of(Alert.EARLY, Alert.FINAL, Alert.WITHDRAWN)) {
      Alert alert = new Alert();
      alert.id = "1f";
      alert.rule = rule.name();
      alert.phase = phase;
      alert.message = "m";
      JsonNode finding = JSON.readTree(format.toJson(alert));
      assertRight(List.of(finding));
      activities.add(
          "%s %s %s"
              .formatted(
                  finding.path("activity_id"),
                  finding.path("type_uid"),
                  finding.path("is_alert").asBoolean()));
    }
    return activities;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--sink=elasticsearch --elasticsearch-url=http://127.0.0.1:1",
        "--sink=webhook --webhook-url=http://127.0.0.1:1 --webhook-template=./a.json"
      })
  void whatIsMadeForEcsRefusesIt(String arguments) {
    List<String> all = new ArrayList<>(List.of("--input=a", "--alert-format=ocsf"));
    all.addAll(List.of(arguments.split(" ", -1)));
    assertThatThrownBy(() -> JobConfig.of(Arguments.parse(all.toArray(String[]::new))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("alert-format: 'ocsf' (given as --alert-format) is not for ")
        .hasMessageEndingWith("Right would be: ecs, or another sink.");
  }
}

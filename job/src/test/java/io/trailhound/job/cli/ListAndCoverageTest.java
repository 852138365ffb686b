package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rules list} and {@code rules coverage}. */
class ListAndCoverageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static JsonNode rule(JsonNode all, String name) {
    for (JsonNode rule : all) {
      if (rule.path("name").asText().equals(name)) {
        return rule;
      }
    }
    throw new AssertionError(name);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  @Test
  void jsonHasKindLevelTechniquesFieldsAndFile() throws IOException {
    JsonNode all = JSON.readTree(CommandLineRun.of("rules", "list", "--format=json").out());
    JsonNode burst = rule(all, "aws_cli_discovery_burst");
    assertThat(burst.path("kind").asText()).isEqualTo("value_count");
    assertThat(burst.path("level").asText()).isEqualTo("low");
    assertThat(burst.path("alerts").asBoolean()).isTrue();
    assertThat(texts(burst.path("techniques"))).containsExactly("TA0007", "T1580");
    assertThat(texts(burst.path("rules"))).containsExactly("aws_cli_discovery_call");
    assertThat(texts(burst.path("fields")))
        .contains("aws.cloudtrail.user_identity.arn", "event.action", "user_agent.name");
    assertThat(burst.path("file").asText()).isEqualTo("shipped:aws_cli_discovery_burst.yml");
    assertThat(burst.path("line").asInt()).isGreaterThan(30);
    JsonNode call = rule(all, "aws_cli_discovery_call");
    assertThat(call.path("alerts").asBoolean()).isFalse();
  }

  @Test
  void fieldsOfAliasesAndReferencesAreAmongThem() throws IOException {
    Files.writeString(
        folder.resolve("r.yml"),
        """
        title: R
        name: r
        logsource: {product: aws}
        detection: {s: [{user.name|fieldref: user.id}, evil], condition: s}
        ---
        title: C
        name: c
        correlation: {type: value_count, rules: [r], group-by: [who], timespan: 1h, aliases: {who: {r: requestParameters.x}}, condition: {field: eventName, gte: 2}}
        """);
    JsonNode all =
        JSON.readTree(
            CommandLineRun.of("rules", "list", folder.toString(), "--format", "json").out());
    assertThat(texts(rule(all, "r").path("fields"))).containsExactly("user.id", "user.name");
    assertThat(texts(rule(all, "c").path("fields")))
        .containsExactly("eventName", "requestParameters.x", "user.id", "user.name");
  }

  @Test
  void coverageIsATable() {
    CommandLineRun run = CommandLineRun.of("rules", "coverage");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList())
        .anyMatch(
            it -> it.startsWith("TA0007 ") && it.contains("tactic") && it.contains("Discovery"))
        .anyMatch(it -> it.startsWith("T1078.004") && it.contains("aws_vpn_discovery_then_impact"));
  }

  /** The keys that version 4.5 of the layer's form requires, of their types. */
  @Test
  void coverageIsALayerOfTheNavigator() throws IOException {
    Path file = folder.resolve("layer.json");
    CommandLineRun run =
        CommandLineRun.of("rules", "coverage", "--format=navigator", "--out", file.toString());
    assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    JsonNode layer = JSON.readTree(file.toFile());
    assertThat(layer.at("/versions/layer").asText()).isEqualTo("4.5");
    assertThat(layer.path("name").isTextual()).isTrue();
    assertThat(layer.path("domain").asText()).isEqualTo("enterprise-attack");
    assertThat(layer.path("techniques")).isNotEmpty();
    for (JsonNode technique : layer.path("techniques")) {
      assertThat(technique.path("techniqueID").asText()).matches("T\\d{4}(\\.\\d{3})?");
      assertThat(technique.path("score").asInt()).isPositive();
      assertThat(technique.path("comment").isTextual()).isTrue();
      assertThat(technique.path("enabled").isBoolean()).isTrue();
    }
    assertThat(layer.at("/gradient/colors")).hasSize(2);
    assertThat(layer.at("/gradient/maxValue").asInt()).isGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          list --format=xml # --format is 'xml'. Right would be: one of table, json.
          coverage --format=xml # --format is 'xml'. Right would be: one of table, navigator.
          coverage --out x.json # --out goes with --format navigator.
          coverage --format=navigator --out /nowhere/x # can't be written
          """)
  void wrongUsageEndsWithTwo(String command, String message) {
    CommandLineRun run = CommandLineRun.of(("rules " + command).split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }
}

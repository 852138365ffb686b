package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.alert.EcsAlert;
import io.trailhound.detect.IncidentRule;
import io.trailhound.detect.SilenceRule;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.cli.CommandLineRun;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Incident;
import io.trailhound.model.IncidentAlert;
import io.trailhound.model.LookedUp;
import io.trailhound.model.Session;
import io.trailhound.model.Step;
import io.trailhound.model.Suppressed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Suppressing;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/alert-schema.json takes every alert, and nothing that docs/contract.md doesn't name. */
class AlertSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final String NUMBER = ", field: additionalEventData.bytesTransferredOut_bytes";
  private static final Path EXAMPLES = TESTDATA.resolve("where").resolve("examples");

  /** Kinds that no example is of. */
  private static final String MORE_KINDS =
      Stream.of("event_count", "value_avg", "value_median", "value_percentile")
              .map(
                  kind ->
                      """
                  title: %1$s of reads
                  name: %1$s_of_reads
                  level: low
                  correlation:
                    type: %1$s
                    rules: aws_s3_object_read
                    group-by: userIdentity.arn
                    timespan: 1h
                    condition: {gte: 1%2$s}
                  """
                          .formatted(kind, kind.equals("event_count") ? "" : NUMBER)
                          .replace(
                              "_bytes", kind.equals("value_percentile") ? ", percentile: 90" : ""))
              .collect(Collectors.joining("---\n"))
          + """
          ---
          title: Any call of a bucket's reader that isn't a write
          name: read_only
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventSource: s3.amazonaws.com}, condition: s}
          ---
          title: Nobody's call
          name: nobodys_call
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventName: NobodysCall}, condition: s}
          ---
          title: Under a condition over rules
          name: extended
          level: low
          correlation:
            type: temporal
            group-by: userIdentity.arn
            timespan: 1h
            condition: (aws_s3_object_read or read_only) and not nobodys_call
          """;

  @TempDir private Path folder;

  private static List<JsonNode> documents(JobRun run) throws IOException {
    EcsAlert documents = new EcsAlert(JobRun.RULES.rules(), "test");
    List<JsonNode> all = new ArrayList<>();
    for (Alert alert : run.alerts()) {
      all.add(JSON.readTree(documents.toJson(alert)));
    }
    return all;
  }

  private static Set<String> all(String pointer, List<JsonNode> alerts) {
    Set<String> values = new HashSet<>();
    alerts.forEach(alert -> values.add(alert.at(pointer).asText()));
    return values;
  }

  @Test
  void itTakesTheVectorsInAllPhases() throws Exception {
    List<JsonNode> alerts = documents(JobRun.ofVectors());

    AlertSchema.assertRight(alerts);
    assertThat(all("/trailhound/phase", alerts)).contains("early", "final");
  }

  @Test
  void itTakesWhatIsSuppressed() throws Exception {
    List<JsonNode> alerts =
        documents(
            JobRun.of(
                TestSources.files(Vectors.EVENTS),
                2,
                JobRun.settings("hashmap"),
                JobRun.RULES.with(Suppressing.ALL)));

    AlertSchema.assertRight(alerts);
    assertThat(alerts).anyMatch(alert -> alert.at("/trailhound/suppressed/number").asInt() > 1);
  }

  /** With all files that say more about a call. */
  @Test
  void itTakesTheDemoAndTheExamplesOfEveryRuleOfEveryKind() throws IOException {
    Path alerts = folder.resolve("alerts.ndjson");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--alerts=" + alerts,
                "--asn-db=" + TESTDATA.resolve("asn").resolve("trailhound-demo.mmdb"),
                "--accounts-file=" + EXAMPLES.resolve("accounts.csv"),
                "--network-db=" + EXAMPLES.resolve("trailhound-demo-places.mmdb"),
                "--network-list=" + EXAMPLES.resolve("networks"),
                "--silence-after=1h",
                "--lateness=7d",
                "--replay=again",
                "--actor=yes",
                "--incidents=" + folder.resolve("incidents.ndjson"),
                "--parallelism=2"));
    for (String input :
        List.of(
            "../testdata/demo",
            "../testdata/rules",
            "../testdata/example-rules/examples",
            "recon-plus/examples",
            "optional-rules/examples",
            "../testdata/where/examples")) {
      arguments.add("--input=" + input + (input.endsWith("demo") ? "" : "/*/events.ndjson"));
    }
    Path more = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(more.resolve("more.yml"), MORE_KINDS);
    for (String rules :
        List.of(
            more.toString(),
            "../testdata/example-rules",
            "recon-plus",
            "optional-rules",
            "../testdata/where")) {
      arguments.add("--rules-add=" + rules);
    }

    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<JsonNode> documents = JsonLines.read(alerts);
    AlertSchema.assertRight(documents);
    List<JsonNode> incidents = JsonLines.read(folder.resolve("incidents.ndjson"));
    AlertSchema.assertRight(incidents);
    assertThat(all("/event/dataset", incidents)).containsExactly("trailhound.incident");
    assertThat(all("/rule/category", documents))
        .contains("match", "new_terms", "value_count", "event_count", "value_sum", "rare_ratio")
        .contains("value_avg", "value_median", "value_percentile", "temporal", "temporal_ordered")
        .contains("silence");
    List<JsonNode> extended =
        documents.stream().filter(it -> it.at("/rule/name").asText().equals("extended")).toList();
    assertThat(extended)
        .isNotEmpty()
        .allMatch(it -> it.at("/trailhound/count").asInt() == it.at("/trailhound/event_ids").size())
        .anyMatch(it -> it.at("/trailhound/values").size() == 2);
    assertThat(all("/trailhound/phase", documents)).contains("early", "final");
  }

  /** All that an alert can have, so that a field that comes later is here by itself. */
  @Test
  void itHasEveryFieldThatADocumentCanHaveAndNoOther() throws Exception {
    Set<String> written = new HashSet<>(Set.of("event.ingested"));
    List<Rule> rules = new ArrayList<>(JobRun.RULES.rules());
    rules.add(SilenceRule.of(Duration.ofHours(1)));
    rules.add(IncidentRule.of(Duration.ofHours(1)));
    EcsAlert documents = new EcsAlert(rules, "test", Optional.of("again"));
    for (Rule rule : rules) {
      for (String phase : List.of(Alert.EARLY, Alert.FINAL, Alert.WITHDRAWN)) {
        JsonNode document = JSON.readTree(documents.toJson(full(rule, phase)));
        assertThat(AlertSchema.problems(document)).as(document.toString()).isEmpty();
        collect("", document, written);
      }
    }
    assertThat(written).containsExactlyInAnyOrderElementsOf(AlertSchema.names());
  }

  private static void collect(String name, JsonNode value, Set<String> names) {
    if (!value.isObject() || name.equals("trailhound.group")) {
      names.add(name);
      return;
    }
    value
        .properties()
        .forEach(
            it ->
                collect(
                    name.isEmpty() ? it.getKey() : name + "." + it.getKey(), it.getValue(), names));
  }

  /** Every field has a value. */
  private static Alert full(Rule rule, String phase) throws ReflectiveOperationException {
    Alert alert = filled(new Alert());
    alert.id = "0123456789abcdef".repeat(2);
    alert.rule = rule.name();
    alert.phase = phase;
    alert.group = Group.join(rule.groupBy().stream().map(field -> "v").toArray(String[]::new));
    alert.steps = List.of(new Step("a", 1, "b", "c"));
    alert.ratio = 0.5;
    alert.activity = filled(new Activity());
    alert.activity.arn = "arn:aws:sts::111122223333:assumed-role/admin/alice";
    alert.activity.session = filled(new Session());
    alert.suppressed = filled(new Suppressed());
    alert.incidentId = alert.id;
    if (rule.name().equals(IncidentRule.NAME)) {
      alert.incident = filled(new Incident());
      IncidentAlert of = filled(new IncidentAlert());
      of.id = alert.id;
      alert.incident.alerts = List.of(of);
      alert.incident.rules = List.of(JobRun.RULES.rules().get(0).name());
    }
    alert.where = new HashMap<>();
    LookedUp.OF_RULES.forEach(name -> alert.where.put(name, new String[] {"v"}));
    alert.where.put(LookedUp.LOCATION, new String[] {"1.5", "2.5"});
    return alert;
  }

  private static <T> T filled(T object) throws ReflectiveOperationException {
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            "v",
            Long.class,
            1L,
            long.class,
            1L,
            Double.class,
            1.5,
            List.class,
            List.of("v"),
            boolean.class,
            true);
    for (var field : object.getClass().getFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && values.containsKey(field.getType())) {
        field.set(object, values.get(field.getType()));
      }
    }
    return object;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "/trailhound # colour # \"red\"",
        "/trailhound # phase # \"late\"",
        "/trailhound # values # []",
        "/trailhound # first_seen # \"yesterday\"",
        "/event # id # \"1\"",
        "/event # severity # 50",
        "/rule # level # \"high\"",
        "/rule # category # \"guess\"",
        "/source # port # 443",
        "/ecs # version # \"8.0.0\"",
        "'' # tags # [\"a\"]",
        "'' # message # null"
      })
  void itRefusesWhatTheContractDoesNotHave(String where, String field, String value)
      throws Exception {
    EcsAlert documents = new EcsAlert(JobRun.RULES.rules(), "test");
    Alert alert = full(JobRun.RULES.rules().get(0), Alert.FINAL);
    ObjectNode document = (ObjectNode) JSON.readTree(documents.toJson(alert));
    assertThat(AlertSchema.problems(document)).isEmpty();

    ((ObjectNode) document.at(where)).set(field, JSON.readTree(value));

    assertThat(AlertSchema.problems(document)).isNotEmpty();
  }

  /** Names of the table of section 6: {@code .name} stands for one beside the name before it. */
  @Test
  void theContractNamesEveryFieldOfIt() throws IOException {
    String contract = Files.readString(Path.of("..", "docs", "contract.md"));
    String table = contract.substring(contract.indexOf("## 6."), contract.indexOf("## 7."));
    Set<String> named = new HashSet<>();
    for (String line : table.lines().filter(it -> it.startsWith("| `")).toList()) {
      String last = "";
      Matcher name = Pattern.compile("`([^`]+)`").matcher(line.substring(0, line.indexOf(" | ")));
      while (name.find()) {
        String text = name.group(1);
        last = text.startsWith(".") ? beside(last) + text : text;
        named.add(last.replaceFirst("\\.\\*$", ""));
      }
    }
    assertThat(AlertSchema.names())
        .allSatisfy(
            name -> assertThat(named).anyMatch(it -> name.equals(it) || name.startsWith(it + ".")));
    assertThat(named)
        .allSatisfy(
            name ->
                assertThat(AlertSchema.names())
                    .anyMatch(it -> it.equals(name) || it.startsWith(name + ".")));
  }

  private static String beside(String name) {
    String plain = name.replaceFirst("\\.\\*$", "");
    return plain.substring(0, plain.lastIndexOf('.'));
  }
}

package io.trailhound.deploy.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.FlinkOptions;
import io.trailhound.deploy.JsonSchemas;
import io.trailhound.deploy.Pom;
import io.trailhound.deploy.Repository;
import io.trailhound.deploy.StrictYaml;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The compose file by Compose's own schema, and beside the build, the documents and the job. */
class ComposeTest {
  private static final String KEY = "TRAILHOUND_";

  private static Compose compose;

  @BeforeAll
  static void read() throws IOException {
    compose = Compose.read();
  }

  @Test
  void isWhatComposeReads() throws IOException {
    assertThat(problems(compose)).isEmpty();
  }

  @Test
  void aMisspellingIsCaught() throws IOException {
    String right = Repository.text("deploy/docker/compose.yaml");
    assertThat(problems(Compose.of(right.replaceFirst("healthcheck:", "healtcheck:"))))
        .singleElement()
        .asString()
        .contains("'healtcheck'");
    assertThat(problems(Compose.of(right.replaceFirst("service_healthy", "healthy")))).isNotEmpty();
  }

  private static List<String> problems(Compose file) throws IOException {
    try (InputStream in = ComposeTest.class.getResourceAsStream("/compose-spec.json")) {
      JsonNode schema = new ObjectMapper().readTree(in);
      return JsonSchemas.problems(schema, file.root());
    }
  }

  @Test
  void versionsAreTheBuilds() throws IOException {
    String elastic = Pom.property("elasticsearch-rest-client.version");
    String kafka = "apache/kafka:" + Pom.property("kafka.version");
    String ours = "trailhound:" + Pom.version();
    assertThat(compose.image("kafka")).isEqualTo(kafka);
    assertThat(compose.image("topics")).isEqualTo(kafka);
    assertThat(compose.image("elasticsearch")).endsWith("/elasticsearch:" + elastic);
    assertThat(compose.image("kibana")).endsWith("/kibana:" + elastic);
    assertThat(compose.image("jobmanager")).isEqualTo(ours);
    assertThat(compose.image("taskmanager")).isEqualTo(ours);
    assertThat(compose.services().keySet().stream().map(it -> compose.image((String) it)))
        .as("no image moves under its name")
        .noneMatch(it -> it.endsWith(":latest") || !it.contains(":"));
  }

  @Test
  void portsListenOnThisMachineOnlyAndAreThoseOfTheDocument() throws IOException {
    String page = Repository.text("docs/operations.md");
    Map<String, String> shown = new TreeMap<>();
    compose
        .ports()
        .forEach(
            (service, ports) ->
                ports.forEach(
                    port -> {
                      assertThat(port).startsWith("127.0.0.1:");
                      shown.put(service, port.split(":")[1]);
                    }));
    assertThat(shown)
        .isEqualTo(
            Map.of(
                "kafka", "9092",
                "elasticsearch", "9200",
                "kibana", "5601",
                "jobmanager", "8081",
                "prometheus", "9090",
                "grafana", "3000"));
    shown.forEach((service, port) -> assertThat(page).contains("127.0.0.1:" + port));
    assertThat(page)
        .as("those of the local stack are the same")
        .contains("| 9092, 9093 |", "| 9200 |", "| 8081, 6123 |");
  }

  @Test
  void whatIsMountedIsThere() {
    assertThat(compose.mountedFiles()).hasSizeGreaterThan(4);
    for (String mount : compose.mountedFiles()) {
      String[] parts = mount.split(":");
      assertThat(Files.isRegularFile(Repository.file("deploy/docker").resolve(parts[0])))
          .as(mount)
          .isTrue();
      assertThat(parts[2]).isEqualTo("ro");
    }
  }

  @Test
  void namesLeadToServices() throws IOException {
    String text = Repository.text("deploy/docker/compose.yaml");
    assertThat(text).contains("http://elasticsearch:9200", "--bootstrap-server kafka:19092");
    String all =
        String.join(
            " ",
            text,
            Repository.text("deploy/docker/prometheus.yml"),
            Repository.text("deploy/docker/grafana.yml"));
    Stream<String> hosts =
        Pattern.compile("(?:http://|\\[?\"|bootstrap-server |@|INSIDE://)([a-z]+):\\d+")
            .matcher(all)
            .results()
            .map(it -> it.group(1));
    assertThat(hosts.distinct().toList())
        .containsExactlyInAnyOrder(
            "kafka", "elasticsearch", "prometheus", "jobmanager", "taskmanager");
    assertThat(compose.services().keySet().toString())
        .contains("kafka", "elasticsearch", "prometheus", "jobmanager", "taskmanager");
  }

  @Test
  void theJobReadsItsKeys() {
    Settings settings = new Settings();
    compose
        .environment("jobmanager")
        .forEach(
            (name, value) -> {
              if (name.startsWith(KEY)) {
                String key =
                    name.substring(KEY.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                settings.put(key, List.of(value), name);
              }
            });
    JobConfig config = JobConfig.of(settings);
    assertThat(config.fromKafka()).isTrue();
    assertThat(config.sinks()).containsExactly("elasticsearch");
    assertThat(compose.mountedFiles())
        .anyMatch(it -> it.endsWith(":" + config.asnFile().orElseThrow() + ":ro"));
    String topics = String.valueOf(compose.service("topics").get("command"));
    assertThat(topics)
        .contains("cloudtrail:", config.kafka().deadLettersTopic().orElseThrow() + ":")
        .contains(config.kafka().lateTopic().orElseThrow() + ":");
  }

  @Test
  void flinksSettingsAreKnownAndPrometheusLooksWhereTheReporterListens() throws Exception {
    Map<String, Object> flink =
        StrictYaml.load(compose.environment("jobmanager").get("FLINK_PROPERTIES"));
    assertThat(FlinkOptions.unknown(flink.keySet())).isEmpty();
    assertThat(compose.environment("taskmanager")).isEqualTo(compose.environment("jobmanager"));
    Object port = flink.get("metrics.reporter.prom.port");
    assertThat(Repository.text("deploy/docker/prometheus.yml"))
        .contains("\"jobmanager:" + port + "\", \"taskmanager:" + port + "\"");
  }
}

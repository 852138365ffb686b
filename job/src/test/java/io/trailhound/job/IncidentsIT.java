package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.alert.JsonLines;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.sink.elasticsearch.ElasticsearchCheck;
import io.trailhound.local.Elasticsearch;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Incidents in a topic and in an index, over a restart: those of a file, written in one go. */
@ExtendWith(WithServers.class)
class IncidentsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRAIL = "incidents";
  private static final String TOPIC = "incidents.found";

  @TempDir private Path folder;
  private KafkaTopics topics;
  private Elasticsearch server;
  private SearchIndex alerts;
  private SearchIndex incidents;

  @BeforeEach
  void findServers(Servers servers) {
    topics = servers.topics();
    server = servers.search(Elasticsearch.Product.ELASTICSEARCH);
    alerts = new SearchIndex(server, "with-incidents");
    incidents = new SearchIndex(server, "found-incidents");
  }

  @Test
  void theTopicAndTheIndexEndWithWhatAFileHas() throws Exception {
    topics.input(TRAIL);
    topics.outputs(TRAIL);
    topics.output(TOPIC);
    List<byte[]> events = KafkaTopics.messages(Vectors.events());
    int middle = events.size() / 2;

    topics.send(TRAIL, KafkaTopics.PARTITIONS, events.subList(0, middle));
    String savepoint;
    try (RunningJob job = run(null)) {
      job.await("incidents in the topic", () -> topics.read(TOPIC).size(), count -> count > 0);
      job.await("incidents in the index", incidents::count, count -> count > 0);
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }
    Map<String, JsonNode> expected = last(finals(inAFile()));
    assertThat(expected).isNotEmpty();
    try (RunningJob job = run(savepoint)) {
      topics.send(TRAIL, KafkaTopics.PARTITIONS, events.subList(middle, events.size()));
      byte[] longAfter = Vectors.recordOf(Vectors.longAfter()).getBytes(UTF_8);
      topics.send(
          TRAIL, KafkaTopics.PARTITIONS, Collections.nCopies(KafkaTopics.PARTITIONS, longAfter));
      job.await("final ones", incidents::finals, count -> count >= expected.size());
    }

    List<JsonNode> told = new ArrayList<>();
    for (ConsumerRecord<String, String> message : topics.read(TOPIC)) {
      JsonNode incident = JSON.readTree(message.value());
      assertThat(message.key()).isEqualTo(id(incident));
      told.add(incident);
    }
    assertThat(finals(last(told).values())).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(last(read(incidents.documents())))
        .as("each once, as it was told last")
        .hasSize(incidents.count())
        .isEqualTo(last(told));
    assertThat(phasesOfOne(told)).contains(List.of("early", "early", "final"));
    assertThat(incidents.field("trailhound", "incident", "start").get("type").asText())
        .isEqualTo("date");
    assertEachAlertSaysItsOwn(expected);
  }

  private RunningJob run(String savepoint) throws Exception {
    JobConfig config =
        topics.job(
            TRAIL,
            "--kafka-topic=" + TRAIL,
            "--sink=elasticsearch",
            "--elasticsearch-url=" + server.url(),
            "--elasticsearch-index=" + alerts.name(),
            "--elasticsearch-incidents-index=" + incidents.name(),
            "--incidents-topic=" + TOPIC);
    KafkaCheck.require(config.kafka(), true);
    ElasticsearchCheck.require(config, true);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "200 ms");
    return RunningJob.start(settings, 2, savepoint, env -> draw(env, config));
  }

  private static void draw(StreamExecutionEnvironment env, JobConfig config) {
    RuleBook rules = TrailhoundJob.prepare(config);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
  }

  private List<JsonNode> inAFile() throws Exception {
    Path file = folder.resolve("incidents.ndjson");
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--input=" + Vectors.EVENTS,
                "--asn-db=" + Vectors.ASN_DB,
                "--alerts=" + folder.resolve("alerts.ndjson"),
                "--incidents=" + file));
    StreamExecutionEnvironment env = SharedFlink.environment(2, JobRun.settings("hashmap"));
    draw(env, config);
    env.execute();
    return JsonLines.read(file);
  }

  private void assertEachAlertSaysItsOwn(Map<String, JsonNode> expected) throws Exception {
    Map<String, String> said = new HashMap<>();
    for (JsonNode alert : read(alerts.documents())) {
      said.put(id(alert), alert.at("/trailhound/incident/id").asText());
    }
    Map<String, String> told = new HashMap<>();
    expected.forEach(
        (id, incident) ->
            incident
                .at("/trailhound/incident/alerts")
                .forEach(alert -> told.put(alert.get("id").asText(), id)));
    assertThat(said).containsAllEntriesOf(told);
  }

  private static List<JsonNode> read(Collection<String> documents) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (String document : documents) {
      all.add(JSON.readTree(document));
    }
    return all;
  }

  private static String id(JsonNode document) {
    return document.at("/event/id").asText();
  }

  private static String phase(JsonNode document) {
    return document.at("/trailhound/phase").asText();
  }

  private static Map<String, JsonNode> last(Collection<JsonNode> documents) {
    Map<String, JsonNode> last = new TreeMap<>();
    documents.forEach(each -> last.put(id(each), each));
    return last;
  }

  private static List<JsonNode> finals(Collection<JsonNode> documents) {
    return documents.stream().filter(each -> phase(each).equals(Alert.FINAL)).toList();
  }

  private static Set<List<String>> phasesOfOne(List<JsonNode> told) {
    Map<String, List<String>> phases = new HashMap<>();
    told.forEach(
        each -> phases.computeIfAbsent(id(each), id -> new ArrayList<>()).add(phase(each)));
    return phases.values().stream().collect(Collectors.toSet());
  }

  @Test
  void whatIsNotThereForThemStopsTheStart() throws Exception {
    topics.input("incidents-checked");
    topics.outputs("incidents-checked");
    JobConfig toATopic =
        topics.job(
            "incidents-checked", "--kafka-topic=incidents-checked", "--incidents-topic=nowhere");
    assertThatThrownBy(() -> KafkaCheck.require(toATopic.kafka(), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("incidents-topic: there is no topic 'nowhere' at ");

    alerts.call(
        "PUT", "/_index_template/in-the-way", "{\"index_patterns\":[\"tak*\"],\"priority\":500}");
    try {
      JobConfig config =
          JobConfig.of(
              Arguments.parse(
                  "--input=a",
                  "--asn-db=none",
                  "--sink=elasticsearch",
                  "--elasticsearch-url=" + server.url(),
                  "--elasticsearch-index=" + alerts.name(),
                  "--elasticsearch-incidents-index=taken-incidents"));
      assertThatThrownBy(() -> ElasticsearchCheck.require(config, true))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith(
              "elasticsearch-url: %s doesn't take the index template 'trailhound-taken-incidents'",
              server.url());
    } finally {
      alerts.call("DELETE", "/_index_template/in-the-way", "");
    }
  }
}

package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.KafkaBroker;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job from a real broker's topic of three partitions to its topics of results. */
@Timeout(90)
class KafkaIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void theFinalAlertsOfTheVectorsAreThoseOfTheFilesSource(String delivery) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      topics(broker);
      send(broker, Vectors.events().stream().map(line -> line.getBytes(UTF_8)).toList());
      run(broker, delivery);

      JobRun files = JobRun.of(TestSources.files(Vectors.EVENTS), 2, JobRun.settings("hashmap"));
      assertThat(Vectors.canonical(files.finals())).isEqualTo(Vectors.expected());
      assertThat(finalDocuments(read(broker, "alerts"))).isEqualTo(finalDocuments(files));
      assertThat(read(broker, "dead")).isEmpty();
      assertThat(read(broker, "late")).isEmpty();
    }
  }

  @Test
  void poisonGoesToTheDeadLettersWithReasonAndPosition() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      topics(broker);
      send(broker, List.of("{\"a".getBytes(UTF_8), new byte[] {0, -1, 7}, "[1]".getBytes(UTF_8)));
      run(broker, "at-least-once");

      List<ConsumerRecord<String, String>> dead = read(broker, "dead");
      assertThat(dead)
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrder("trail-0-0", "trail-1-0", "trail-2-0");
      assertThat(dead).allMatch(letter -> letter.value().matches("\\{\"reason\":\"[a-z-]+\".*"));
    }
  }

  private static void topics(KafkaBroker broker) throws Exception {
    try (Admin admin = broker.admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("trail", 3, (short) 1),
                  new NewTopic("alerts", 1, (short) 1),
                  new NewTopic("dead", 1, (short) 1),
                  new NewTopic("late", 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static void send(KafkaBroker broker, List<byte[]> messages) {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < messages.size(); i++) {
        var unused = producer.send(new ProducerRecord<>("trail", i % 3, null, messages.get(i)));
      }
    }
  }

  private static void run(KafkaBroker broker, String delivery) throws Exception {
    JobConfig config =
        JobConfig.of(
            Arguments.parse(
                "--source=kafka",
                "--sink=kafka",
                "--kafka-servers=" + broker.servers(),
                "--kafka-topic=trail",
                "--kafka-stop=latest",
                "--alerts-topic=alerts",
                "--dead-letters-topic=dead",
                "--late-topic=late",
                "--kafka-delivery=" + delivery,
                "--kafka.client.dns.lookup=use_all_dns_ips",
                "--asn-db=" + Vectors.ASN_DB));
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "500 ms");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    env.execute();
  }

  private static List<ConsumerRecord<String, String>> read(KafkaBroker broker, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", broker.servers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      }
    }
    return all;
  }

  private static SortedMap<String, JsonNode> finalDocuments(JobRun run) throws Exception {
    SortedMap<String, JsonNode> byId = new TreeMap<>();
    for (Map.Entry<String, String> document : run.documents().entrySet()) {
      byId.put(document.getKey(), comparable(document.getValue()));
    }
    return byId;
  }

  private static SortedMap<String, JsonNode> finalDocuments(
      List<ConsumerRecord<String, String>> messages) throws Exception {
    SortedMap<String, JsonNode> byId = new TreeMap<>();
    for (ConsumerRecord<String, String> message : messages) {
      if (message.value().contains("\"final\"")) {
        byId.put(message.key(), comparable(message.value()));
      }
    }
    return byId;
  }

  /** Without the version of Trailhound, which the test's other run doesn't know. */
  private static JsonNode comparable(String document) throws Exception {
    JsonNode json = new ObjectMapper().readTree(document);
    json.findParents("version")
        .forEach(n -> ((com.fasterxml.jackson.databind.node.ObjectNode) n).remove("version"));
    return json;
  }
}

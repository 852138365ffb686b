package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.local.KafkaBroker;
import io.trailhound.metrics.Metrics;
import io.trailhound.rules.RuleBook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job from topics of a real broker to topics of results. */
@ExtendWith(WithServers.class)
class KafkaIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static KafkaBroker broker;
  private static KafkaTopics topics;

  @TempDir private Path folder;

  @BeforeAll
  static void start(Servers servers) {
    broker = servers.kafka();
    topics = servers.topics();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void theAlertsOfTheVectorsAreThoseOfTheFilesSourceEachOnce(String delivery) throws Exception {
    String trail = "trail-" + delivery;
    topics.input(trail);
    topics.outputs(trail);
    topics.send(trail, 3, KafkaTopics.messages(Vectors.events()));
    run(trail, "--kafka-topic=" + trail, "--kafka-delivery=" + delivery);

    JobRun files = JobRun.ofVectors();
    List<ConsumerRecord<String, String>> alerts = topics.read(trail + ".alerts");
    assertThat(Vectors.canonical(files.finals())).isEqualTo(Vectors.expected());
    assertThat(FinalDocuments.of(KafkaTopics.values(alerts))).isEqualTo(FinalDocuments.of(files));
    assertThat(alerts).extracting(ConsumerRecord::value).doesNotHaveDuplicates();
    assertThat(topics.read(trail + ".dead")).isEmpty();
    assertThat(topics.read(trail + ".late")).isEmpty();
  }

  @Test
  void poisonGoesToTheDeadLettersWithReasonPositionAndBytes() throws Exception {
    topics.input("poison");
    topics.outputs("poison");
    List<byte[]> poison =
        List.of("{\"a".getBytes(UTF_8), new byte[] {0, -1, 7}, "[1]".getBytes(UTF_8));
    topics.send("poison", 3, poison);
    topics.send("poison", 1, List.of(new byte[0]));
    run("poison", "--kafka-topic=poison");

    List<ConsumerRecord<String, String>> dead = topics.read("poison.dead");
    assertThat(dead)
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrder("poison-0-0", "poison-1-0", "poison-2-0", "poison-0-1");
    for (ConsumerRecord<String, String> letter : dead) {
      JsonNode json = JSON.readTree(letter.value());
      assertThat(json.get("reason").asText()).matches("[a-z0-9-]+");
      assertThat(json.get("source").asText()).isEqualTo(letter.key());
    }
    assertThat(dead)
        .anyMatch(
            letter -> letter.value().contains(Base64.getEncoder().encodeToString(poison.get(1))));
  }

  @Test
  void aDeadLetterThatItsTopicDoesNotTakeIsCutAndEndsNothing() throws Exception {
    topics.input("long");
    topics.outputs("long");
    topics.limit("long.dead", 100_000);
    byte[] noise = new byte[400_000];
    new Random(7).nextBytes(noise);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = noise[i] == '\n' ? 0 : noise[i];
    }
    topics.send("long", 1, List.of(noise, "{".getBytes(UTF_8)));
    try (RunningJob job = RunningJob.start(environment("long", "--kafka-topic=long"))) {
      job.await("letters cut", () -> lettersCut(job), count -> count == 1);
      job.stop(folder, false);
    }

    List<ConsumerRecord<String, String>> dead = topics.read("long.dead");
    assertThat(dead).extracting(ConsumerRecord::key).containsExactly("long-0-0", "long-0-1");
    JsonNode cut = JSON.readTree(dead.get(0).value());
    byte[] raw = Base64.getDecoder().decode(cut.get("raw").asText());
    assertThat(raw).hasSizeGreaterThan(80_000).isEqualTo(Arrays.copyOf(noise, raw.length));
    assertThat(cut.get("detail").asText()).endsWith("of its 400000 bytes");
    assertThat(cut.get("reason").asText()).isEqualTo("malformed-json");
  }

  /** The topic took more when the job was submitted. */
  @Test
  void anAlertThatItsTopicDoesNotTakeAnyMoreIsADeadLetterAndEndsNothing() throws Exception {
    topics.input("short");
    topics.outputs("short");
    topics.limit("short.alerts", 1_000);
    topics.send("short", 3, KafkaTopics.messages(Vectors.events()));
    unchecked("short", "--kafka-topic=short", "--kafka-stop=latest").execute();

    List<String> documents = new ArrayList<>();
    for (ConsumerRecord<String, String> dead : topics.read("short.dead")) {
      JsonNode letter = JSON.readTree(dead.value());
      assertThat(letter.get("reason").asText()).isEqualTo("refused-by-kafka");
      assertThat(letter.get("detail").asText())
          .isEqualTo("short.alerts takes messages of up to 1000 bytes");
      documents.add(new String(Base64.getDecoder().decode(letter.get("raw").asText()), UTF_8));
    }
    assertThat(FinalDocuments.of(documents)).isEqualTo(FinalDocuments.of(JobRun.ofVectors()));
    assertThat(topics.read("short.alerts")).isEmpty();
  }

  private static double lettersCut(RunningJob job) throws IOException, InterruptedException {
    return Scrape.sumOf(
        job, "flink_taskmanager_job_task_operator_user_trailhound_" + Metrics.LETTERS_CUT);
  }

  @Test
  void aPatternReadsTopicsOfDifferentFormsFromATimeOn() throws Exception {
    topics.input("forms-records", "forms-lists");
    topics.outputs("forms");
    long start = 1_700_000_000_000L;
    List<String> events = Vectors.events();
    topics.send(
        "forms-lists", 1, start - 1, List.of("{\"before\": \"the start\"}".getBytes(UTF_8)));
    topics.send(
        "forms-records", 2, start, KafkaTopics.messages(events.subList(0, events.size() / 2)));
    topics.send(
        "forms-lists",
        3,
        start,
        List.of(gzippedList(events.subList(events.size() / 2, events.size()))));
    run("forms", "--kafka-topic-pattern=forms-.*", "--kafka-start=2023-11-14T22:13:20Z");

    assertThat(topics.read("forms.dead")).isEmpty();
    assertThat(FinalDocuments.of(KafkaTopics.values(topics.read("forms.alerts"))))
        .hasSameSizeAs(Vectors.expected());
  }

  @Test
  void anOpenJobAlertsAtOnceAndAnEmptyPartitionHoldsNoFinalBack() throws Exception {
    topics.input("open");
    topics.outputs("open");
    try (RunningJob job =
        RunningJob.start(
            environment(
                "open", "--kafka-topic=open", "--kafka-idleness=1s", "--kafka-alignment=1h"))) {
      List<String> events = Vectors.events();
      topics.send("open", 2, KafkaTopics.messages(events.subList(0, events.size() - 20)));
      job.await(
          "early and final",
          () -> KafkaTopics.values(topics.read("open.alerts")),
          KafkaIT::hasBoth);
    }
  }

  @Test
  void aSecondRunBeginsWhereTheGroupStands() throws Exception {
    topics.input("again");
    topics.outputs("again");
    topics.send("again", 3, List.of("one".getBytes(UTF_8)));
    try (RunningJob first = RunningJob.start(environment("again", "--kafka-topic=again"))) {
      first.await("its commit", () -> topics.committed("again"), sum -> sum == 1);
    }
    topics.send("again", 3, List.of("two".getBytes(UTF_8)));
    run("again", "--kafka-topic=again");

    assertThat(topics.read("again.dead"))
        .extracting(ConsumerRecord::key)
        .containsExactly("again-0-0", "again-0-1");
  }

  @Test
  void whatIsNotThereIsNamedBeforeTheStart() throws Exception {
    topics.input("there");

    assertThatThrownBy(() -> check(broker.servers(), "--kafka-topic=there", "--alerts-topic=not"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "alerts-topic: there is no topic 'not' at '%s'. Right would be: to create it first, or another name.",
            broker.servers());
    assertThatThrownBy(
            () -> check(broker.servers(), "--kafka-topic=nowhere", "--alerts-topic=there"))
        .hasMessageStartingWith("kafka-topic: there is no topic 'nowhere'");
    topics.output("small");
    topics.limit("small", 200_000);
    assertThatThrownBy(() -> check(broker.servers(), "--kafka-topic=there", "--alerts-topic=small"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "alerts-topic: 'small' takes messages of up to 200000 bytes, and an alert may have 266240. Right would be: max.message.bytes=266240 for the topic, or more.");
    topics.limit("small", 400_000);
    topics.output("large");
    assertThatThrownBy(
            () ->
                check(
                    broker.servers(),
                    "--kafka-topic=there",
                    "--alerts-topic=large",
                    "--late-topic=small",
                    "--kafka.batch.size=500000"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "late-topic: 'small' takes messages of up to 400000 bytes, and a batch of letters may have 500000. Right would be: max.message.bytes=500000 for the topic, or more.");
    assertThatThrownBy(() -> check("127.0.0.1:1", "--kafka-topic=there", "--alerts-topic=not"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("kafka-servers: no broker at '127.0.0.1:1' lets us in: ");
  }

  private static void check(String servers, String... more) {
    Stream<String> fixed =
        Stream.of(
            "--source=kafka",
            "--sink=kafka",
            "--kafka-servers=" + servers,
            "--kafka.default.api.timeout.ms=2000",
            "--kafka.request.timeout.ms=1000");
    String[] arguments = Stream.concat(fixed, Stream.of(more)).toArray(String[]::new);
    KafkaCheck.require(JobConfig.of(Arguments.parse(arguments)).kafka(), true);
  }

  /** To where the topics end. */
  private static void run(String name, String... more) throws Exception {
    environment(name, with("--kafka-stop=latest", more)).execute();
  }

  private static String[] with(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  private static StreamExecutionEnvironment environment(String name, String... more) {
    KafkaCheck.require(config(name, more).kafka(), true);
    return unchecked(name, more);
  }

  private static JobConfig config(String name, String... more) {
    return topics.job(name, with("--kafka-transaction-prefix=" + name, more));
  }

  private static StreamExecutionEnvironment unchecked(String name, String... more) {
    JobConfig config = config(name, more);
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "200 ms");
    StreamExecutionEnvironment env = SharedFlink.environment(2, settings);
    TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules));
    return env;
  }

  private static boolean hasBoth(List<String> alerts) {
    return has(alerts, "early") && has(alerts, "final");
  }

  private static boolean has(List<String> alerts, String phase) {
    return alerts.stream().anyMatch(alert -> alert.contains("\"" + phase + "\""));
  }

  private static byte[] gzippedList(List<String> records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(("{\"Records\":[" + String.join(",", records) + "]}").getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}

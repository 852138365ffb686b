package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is no record, or no message that its topic takes. */
@ExtendWith(WithServers.class)
class KafkaLettersIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static KafkaTopics topics;
  private static KafkaJobs jobs;

  @TempDir private Path folder;

  @BeforeAll
  static void start(Servers servers) {
    topics = servers.topics();
    jobs = new KafkaJobs(topics);
  }

  @Test
  void poisonGoesToTheDeadLettersWithReasonPositionAndBytes() throws Exception {
    topics.input("poison");
    topics.outputs("poison");
    List<byte[]> poison =
        List.of("{\"a".getBytes(UTF_8), new byte[] {0, -1, 7}, "[1]".getBytes(UTF_8));
    topics.send("poison", 3, poison);
    topics.send("poison", 1, List.of(new byte[0]));
    jobs.run("poison", "--kafka-topic=poison");

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
    try (RunningJob job = RunningJob.start(jobs.environment("long", "--kafka-topic=long"))) {
      job.await("both letters", () -> topics.read("long.dead").size(), count -> count == 2);
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
    jobs.unchecked("short", "--kafka-topic=short", "--kafka-stop=latest").execute();

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
}

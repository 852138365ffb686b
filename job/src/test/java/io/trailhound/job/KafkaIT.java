package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job from topics of a real broker to topics of results. */
@ExtendWith(WithServers.class)
class KafkaIT {
  private static KafkaTopics topics;
  private static KafkaJobs jobs;

  @BeforeAll
  static void start(Servers servers) {
    topics = servers.topics();
    jobs = new KafkaJobs(topics);
  }

  @ParameterizedTest
  @ValueSource(strings = {"at-least-once", "exactly-once"})
  void theAlertsOfTheVectorsAreThoseOfTheFilesSourceEachOnce(String delivery) throws Exception {
    String trail = "trail-" + delivery;
    topics.input(trail);
    topics.outputs(trail);
    topics.send(trail, 3, KafkaTopics.messages(Vectors.events()));
    jobs.run(trail, "--kafka-topic=" + trail, "--kafka-delivery=" + delivery);

    JobRun files = JobRun.ofVectors();
    List<ConsumerRecord<String, String>> alerts = topics.read(trail + ".alerts");
    assertThat(Vectors.canonical(files.finals())).isEqualTo(Vectors.expected());
    assertThat(FinalDocuments.of(KafkaTopics.values(alerts))).isEqualTo(FinalDocuments.of(files));
    assertThat(alerts).extracting(ConsumerRecord::value).doesNotHaveDuplicates();
    assertThat(topics.read(trail + ".dead")).isEmpty();
    assertThat(topics.read(trail + ".late")).isEmpty();
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
    jobs.run("forms", "--kafka-topic-pattern=forms-.*", "--kafka-start=2023-11-14T22:13:20Z");

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
            jobs.environment(
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
    try (RunningJob first = RunningJob.start(jobs.environment("again", "--kafka-topic=again"))) {
      first.await("its commit", () -> topics.committed("again"), sum -> sum == 1);
    }
    topics.send("again", 3, List.of("two".getBytes(UTF_8)));
    jobs.run("again", "--kafka-topic=again");

    assertThat(topics.read("again.dead"))
        .extracting(ConsumerRecord::key)
        .containsExactly("again-0-0", "again-0-1");
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

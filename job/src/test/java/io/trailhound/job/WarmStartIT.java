package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An archive of the first twelve days, cut in the middle of a burst, and a topic with the end of it
 * again and all that follows.
 */
@ExtendWith(WithServers.class)
class WarmStartIT {
  /** With the fourth of seven calls within ten seconds. */
  private static final Instant IN_A_BURST = Instant.parse("2026-09-13T08:16:54Z");

  private static final String BUSY = "arn:aws:iam::290757706893:root";
  private static final int IN_BOTH = 300;

  /** Before this the earlier deployment has sent its alerts. */
  private static final Instant SINCE = IN_A_BURST.minus(Duration.ofHours(1));

  @TempDir private static Path folder;
  private static KafkaTopics topics;
  private static List<String> events;
  private static int cut;
  private static Path archive;
  private static SortedMap<String, JsonNode> expected;

  @BeforeAll
  static void start(Servers servers) throws Exception {
    topics = servers.topics();
    events = Vectors.events();
    cut = cut();
    archive = folder.resolve("archive");
    Cuts.cloudTrail(events.subList(0, cut), Duration.ofDays(1), archive);
    expected = FinalDocuments.of(JobRun.ofVectors());
    expected.values().removeIf(alert -> time(alert).isBefore(SINCE));
  }

  @Test
  void theAlertsAreThoseOfOneRunOverAllWithoutGapOrDouble() throws Exception {
    toTheEnd("bounded", 2, archive);
  }

  @Test
  void readersWithoutAFileHoldNothingBack() throws Exception {
    Path oneFile = folder.resolve("one-file");
    Cuts.oneFile(events.subList(0, cut), oneFile);
    toTheEnd("one-file", 4, oneFile);
  }

  private static void toTheEnd(String name, int parallelism, Path files) throws Exception {
    create(name);
    topics.send(name, 3, KafkaTopics.messages(events.subList(cut - IN_BOTH, events.size())));
    try (RunningJob job =
        job(name, parallelism, null, "--kafka-stop=latest", "--warm-from=" + files)) {
      job.end();
    }
    assertTheAlertsAreAsExpected(name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesOnFromASavepointWithAndWithoutTheArchive(boolean withArchive) throws Exception {
    String name = "restored-" + withArchive;
    create(name);
    int later = cut + 500;
    send(name, cut - IN_BOTH, later);
    String savepoint;
    try (RunningJob job = job(name, 1, null, "--kafka-idleness=1s", warm())) {
      awaitCommitted(job, name, IN_BOTH + later - cut);
      // Kafka waited for the archive to be read; its state is over when its task is.
      job.await("the archive's end", job::someTaskHasEnded, ended -> ended);
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }

    String[] again = withArchive ? new String[] {warm()} : new String[0];
    try (RunningJob job = job(name, 1, savepoint, with("--kafka-idleness=1s", again))) {
      int soFar = job.checkpoints();
      // Long enough for Kafka to count as idle: the archive's end must not become the job's.
      job.await("checkpoints", job::checkpoints, now -> now > soFar + 6);
      send(name, later, events.size());
      awaitCommitted(job, name, IN_BOTH + events.size() - cut);
      job.stop(folder.resolve("savepoints"), true);
    }

    assertTheAlertsAreAsExpected(name);
  }

  private static void awaitCommitted(RunningJob job, String group, long messages) {
    job.await("commits of the group", () -> topics.committed(group), sum -> sum == messages);
  }

  private static void assertTheAlertsAreAsExpected(String name) throws Exception {
    assertThat(topics.read(name + ".late")).isEmpty();
    assertThat(topics.read(name + ".dead")).isEmpty();
    List<String> alerts =
        topics.read(name + ".alerts").stream().map(ConsumerRecord::value).toList();
    assertThat(FinalDocuments.of(alerts)).isEqualTo(expected);
    assertThat(alerts)
        .filteredOn(alert -> alert.contains("\"phase\":\"final\""))
        .hasSameSizeAs(expected.keySet());
  }

  private static int cut() {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).contains(BUSY) && Cuts.time(events.get(i)).equals(IN_A_BURST)) {
        return i;
      }
    }
    throw new IllegalStateException("the vectors have no burst at " + IN_A_BURST);
  }

  private static Instant time(JsonNode alert) {
    return Instant.parse(alert.get("@timestamp").asText());
  }

  private static void create(String name) throws Exception {
    topics.input(name);
    topics.outputs(name);
  }

  private static void send(String name, int from, int to) {
    topics.send(name, 1, KafkaTopics.messages(events.subList(from, to)));
  }

  private static String warm() {
    return "--warm-from=" + archive;
  }

  private static String[] with(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  private static RunningJob job(String name, int parallelism, String savepoint, String... more)
      throws Exception {
    JobConfig config =
        topics.job(name, with("--kafka-topic=" + name, with("--alerts-since=" + SINCE, more)));
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "200 ms");
    return RunningJob.start(
        settings,
        parallelism,
        savepoint,
        env -> TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules)));
  }
}

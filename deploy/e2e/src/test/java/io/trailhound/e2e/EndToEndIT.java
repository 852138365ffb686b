package io.trailhound.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.job.Vectors;
import io.trailhound.local.Patience;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance vectors through Kafka at 800 records a second, into jobs of the cluster's jar
 * whose processes are killed meanwhile. {@code -Dtrailhound.seed=N} repeats an order of mishaps,
 * {@code -Dtrailhound.rounds=N} goes through N of them.
 */
@SuppressWarnings("try") // an interrupted test may end without waiting for its traffic
final class EndToEndIT {
  private static final String ONCE = "once";
  private static final String LEAST = "least";
  private static final String SEARCH = "search";
  private static final String FILES = "files";
  private static final String INDEX = "logs-end-to-end";

  /** Early, withdrawn and early again, and finals; behind a final nothing else. */
  private static final String EACH_ONCE = "((early|withdrawn)( |$))*(final( |$))*";

  /** Of a record that is too large, its beginning. */
  private static final int KEPT_OF_A_RECORD = DecodeLimits.DEFAULT.maxRecordBytes();

  @TempDir private Path folder;

  @Test
  void everyAlertComesAsPromisedWhateverHappens() throws Exception {
    long first = Long.getLong("trailhound.seed", System.nanoTime());
    for (int round = 0; round < Integer.getInteger("trailhound.rounds", 1); round++) {
      long seed = first + round;
      System.out.printf("round %d, seed %d%n", round + 1, seed);
      try {
        run(seed, folder.resolve("round-" + round), seed % 2 == 0 ? ONCE : LEAST);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("the same again: -Dtrailhound.seed=" + seed, e);
      }
    }
  }

  /**
   * Two cores carry three jobs, so which of two guarantees Kafka's sink gives hangs on the seed.
   */
  private static void run(long seed, Path folder, String toKafka) throws Exception {
    AlertFolder files = new AlertFolder(folder.resolve("alerts"));
    try (Rig rig = new Rig(Files.createDirectory(folder))) {
      rig.topic(toKafka, 1);
      if (toKafka.equals(ONCE)) {
        rig.job(ONCE, Submission.FLINK_RUN, 2, 3, toKafka(ONCE, "exactly-once"));
      } else {
        rig.job(LEAST, Submission.RUN_CLUSTER, 2, 1, toKafka(LEAST, "at-least-once"));
      }
      rig.job(FILES, Submission.FLINK_RUN, 1, 1, "--alerts", files.argument());
      rig.job(SEARCH, Submission.FLINK_RUN, 2, 3, toElasticsearch(rig));
      Map<String, byte[]> poison;
      try (Traffic traffic = new Traffic(rig.kafka.servers(), Rig.INPUT, new Random(seed))) {
        rig.jobs.forEach(Job::awaitRunning);
        new Mishaps(rig, traffic, new Random(seed)).happen();
        traffic.finish();
        poison = traffic.poison();
      }
      List<String> jobs = List.of(toKafka, FILES, SEARCH);
      jobs.forEach(rig::awaitAllRead);
      assertAlerts(rig, files, toKafka);
      assertThat(Shown.by(rig.flink)).isNotEmpty().noneMatch(it -> it.contains(Rig.PASSWORD));
      for (String job : jobs) {
        assertDeadLetters(rig, job, poison);
      }
    }
  }

  private static void assertAlerts(Rig rig, AlertFolder files, String toKafka) throws IOException {
    try (Topic topic = rig.read(toKafka)) {
      List<Supplier<List<String>>> sinks =
          List.of(topic::read, files::lines, () -> rig.search.documents(INDEX));
      for (Supplier<List<String>> alerts : sinks) {
        awaitFinals(alerts);
        awaitEachEnded(alerts);
      }
      assertThat(files.lines()).doesNotHaveDuplicates();
      if (toKafka.equals(ONCE)) {
        assertThat(topic.read()).doesNotHaveDuplicates();
        assertThat(phases(topic.read()))
            .allSatisfy((id, all) -> assertThat(all).matches(EACH_ONCE));
      } else {
        assertRepeatsAreEqual(topic.read());
        awaitFinalsAreLast(topic::read);
      }
    }
  }

  private static String[] toKafka(String topic, String delivery) {
    return new String[] {"--sink", "kafka", "--alerts-topic", topic, "--kafka-delivery", delivery};
  }

  private static String[] toElasticsearch(Rig rig) throws IOException {
    return new String[] {
      "--sink",
      "elasticsearch",
      "--elasticsearch-url",
      rig.search.url(),
      "--elasticsearch-index",
      INDEX,
      "--elasticsearch-user",
      "trailhound",
      "--elasticsearch-password",
      "file:" + rig.passwordFile()
    };
  }

  private static void awaitFinals(Supplier<List<String>> alerts) throws IOException {
    Set<String> expected = Vectors.expected();
    Patience.await(
        "final alerts",
        () -> Differences.of(Documents.canonicalFinals(alerts.get()), expected),
        List::isEmpty);
  }

  /** An early alert is followed by its end; the last withdrawal may come behind the last final. */
  private static void awaitEachEnded(Supplier<List<String>> alerts) {
    Patience.await(
        "the end of each early alert",
        () -> {
          Map<String, String> phases = phases(alerts.get());
          phases.values().removeIf(it -> it.contains(Alert.FINAL) || it.contains(Alert.WITHDRAWN));
          return phases.keySet();
        },
        Set::isEmpty);
  }

  /** What a restart brings again begins with the early revision, and ends with the final one. */
  private static void awaitFinalsAreLast(Supplier<List<String>> alerts) {
    Patience.await(
        "finals behind all else of their alerts",
        () -> {
          Map<String, String> phases = phases(alerts.get());
          phases.values().removeIf(it -> !it.contains(Alert.FINAL) || it.endsWith(Alert.FINAL));
          return phases.keySet();
        },
        Set::isEmpty);
  }

  /** By id, in the order in which they came. */
  private static Map<String, String> phases(List<String> alerts) {
    return alerts.stream()
        .map(Documents::parse)
        .collect(groupingBy(Documents::id, mapping(Documents::phase, joining(" "))));
  }

  private static void assertRepeatsAreEqual(List<String> alerts) {
    Map<String, Set<String>> byId =
        alerts.stream()
            .filter(it -> Documents.phase(Documents.parse(it)).equals(Alert.FINAL))
            .collect(
                groupingBy(it -> Documents.id(Documents.parse(it)), mapping(it -> it, toSet())));
    assertThat(byId.values()).allSatisfy(it -> assertThat(it).hasSize(1));
  }

  private static void assertDeadLetters(Rig rig, String job, Map<String, byte[]> poison) {
    try (Topic letters = rig.read(job + "-dead");
        Topic late = rig.read(job + "-late")) {
      Patience.await(
          "dead letters of job " + job,
          () -> Differences.of(bySource(letters).keySet(), poison.keySet()),
          List::isEmpty);
      Map<String, List<JsonNode>> bySource = bySource(letters);
      bySource.forEach(
          (source, copies) -> {
            JsonNode letter = copies.get(0);
            assertThat(letter.get("reason").asText()).isNotBlank();
            byte[] raw = Base64.getDecoder().decode(letter.get("raw").asText());
            int kept = Math.min(poison.get(source).length, KEPT_OF_A_RECORD);
            assertThat(Arrays.equals(raw, Arrays.copyOf(poison.get(source), kept)))
                .as("the bytes of " + source)
                .isTrue();
            assertThat(copies).allSatisfy(it -> assertThat(it).isEqualTo(letter));
          });
      if (job.equals(ONCE)) {
        assertThat(bySource.values()).allSatisfy(it -> assertThat(it).hasSize(1));
      }
      assertThat(late.read()).isEmpty();
    }
  }

  private static Map<String, List<JsonNode>> bySource(Topic letters) {
    return letters.read().stream()
        .map(Documents::parse)
        .collect(groupingBy(it -> it.get("source").asText()));
  }
}

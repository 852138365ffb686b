package io.trailhound.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.decode.DecodeLimits;
import io.trailhound.job.Vectors;
import io.trailhound.local.Patience;
import io.trailhound.model.Alert;
import java.io.IOException;
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
 * The conformance vectors through Kafka at 500 records a second, into jobs of the cluster's jar
 * whose processes are killed meanwhile. {@code -Dtrailhound.seed=N} repeats an order of mishaps.
 */
@SuppressWarnings("try") // an interrupted test may end without waiting for its traffic
final class EndToEndIT {
  private static final String ONCE = "once";
  private static final String LEAST = "least";
  private static final String SEARCH = "search";
  private static final List<String> JOBS = List.of(ONCE, LEAST, SEARCH);
  private static final String INDEX = "logs-end-to-end";

  /** Of a record that is too large, its beginning. */
  private static final int KEPT_OF_A_RECORD = DecodeLimits.DEFAULT.maxRecordBytes();

  @TempDir private Path folder;

  @Test
  void everyAlertComesAsPromisedWhateverIsKilled() throws Exception {
    long seed = Long.getLong("trailhound.seed", System.nanoTime());
    try {
      run(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("the same again: -Dtrailhound.seed=" + seed, e);
    }
  }

  private void run(Random random) throws Exception {
    try (Rig rig = new Rig(folder)) {
      rig.topic(ONCE, 1);
      rig.topic(LEAST, 1);
      rig.job(ONCE, Submission.FLINK_RUN, 2, 3, toKafka(ONCE, "exactly-once"));
      rig.job(LEAST, Submission.RUN_CLUSTER, 2, 1, toKafka(LEAST, "at-least-once"));
      rig.job(SEARCH, Submission.FLINK_RUN, 2, 3, toElasticsearch(rig));
      Map<String, byte[]> poison;
      try (Traffic traffic = new Traffic(rig.kafka.servers(), Rig.INPUT, random)) {
        rig.jobs.forEach(Job::awaitRunning);
        new Mishaps(rig, traffic, random).happen();
        traffic.finish();
        poison = traffic.poison();
      }
      JOBS.forEach(rig::awaitAllRead);
      try (Topic once = rig.read(ONCE);
          Topic least = rig.read(LEAST)) {
        awaitFinals(once::read);
        awaitFinals(least::read);
        awaitFinals(() -> rig.search.documents(INDEX));
        assertThat(once.read()).doesNotHaveDuplicates();
        assertRepeatsAreEqual(least.read());
        awaitNoneEarly(() -> rig.search.documents(INDEX));
      }
      assertThat(Shown.by(rig.flink)).isNotEmpty().noneMatch(it -> it.contains(Rig.PASSWORD));
      for (String job : JOBS) {
        assertDeadLetters(rig, job, poison);
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

  /** The last withdrawal may come behind the last final alert. */
  private static void awaitNoneEarly(Supplier<List<String>> alerts) {
    Patience.await(
        "no early alert",
        () ->
            alerts.get().stream()
                .filter(it -> Documents.phase(Documents.parse(it)).equals(Alert.EARLY))
                .toList(),
        List::isEmpty);
  }

  private static void assertRepeatsAreEqual(List<String> alerts) {
    Map<String, Set<String>> byId =
        alerts.stream()
            .filter(it -> Documents.phase(Documents.parse(it)).equals(Alert.FINAL))
            .collect(
                groupingBy(
                    it -> Documents.parse(it).at("/event/id").asText(),
                    mapping(it -> it, toSet())));
    assertThat(byId.values()).allSatisfy(it -> assertThat(it).hasSize(1));
  }

  private static void assertDeadLetters(Rig rig, String job, Map<String, byte[]> poison) {
    try (Topic letters = rig.read(job + "-dead");
        Topic late = rig.read(job + "-late")) {
      Map<String, List<JsonNode>> bySource =
          letters.read().stream()
              .map(Documents::parse)
              .collect(groupingBy(it -> it.get("source").asText()));
      assertThat(bySource.keySet()).isEqualTo(poison.keySet());
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
}

package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An archive that is cut somewhere, and a topic with the end of it again and all that follows: in
 * the middle of a burst, and at random moments ({@link Seeds}).
 */
@ExtendWith(WithServers.class)
class WarmStartIT {
  private static final Instant IN_A_BURST = Instant.parse("2026-09-13T08:16:54Z");

  private static final String BUSY = "arn:aws:iam::290757706893:root";
  private static final int IN_BOTH = 300;

  /** With an hour's, as usual, Kafka gives an hour of these days a second when it's held at all. */
  private static final String ALIGNMENT = "--kafka-alignment=7d";

  /** So many events lie before and behind a random moment. */
  private static final int LEAST_EACH = 1_000;

  @TempDir private Path folder;
  private static KafkaTopics topics;
  private static List<String> events;
  private static SortedMap<String, JsonNode> all;

  /** A moment between two events: how many lie before it. */
  private record Moment(String name, int cut) {
    /** The nth moment of a seed. */
    static Moment random(long seed, int nth) {
      Random random = new Random(seed);
      int some = random.ints(LEAST_EACH, events.size() - LEAST_EACH).skip(nth).iterator().next();
      return new Moment("seed-" + seed + "-" + nth, some);
    }

    /** Before this the earlier deployment has sent its alerts. */
    Instant since() {
      return Cuts.time(events.get(cut - 1)).minus(Duration.ofHours(1));
    }

    /** Revisions of an alert of then may come later, but for older ones. */
    Instant longBefore() {
      return since().minus(Duration.ofMinutes(30));
    }

    List<String> archive() {
      return events.subList(0, cut);
    }
  }

  @BeforeAll
  static void start(Servers servers) throws Exception {
    topics = servers.topics();
    events = Vectors.events();
    all = FinalDocuments.of(JobRun.ofVectors());
  }

  static Stream<Moment> moments() {
    return Stream.concat(
        Stream.of(new Moment("in-a-burst", inABurst())),
        Seeds.some(1).mapToObj(seed -> Moment.random(seed, 0)));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void theAlertsAreThoseOfOneRunOverAllWithoutGapOrDouble(Moment moment) throws Exception {
    Path archive = folder.resolve("archive");
    Cuts.cloudTrail(moment.archive(), Duration.ofDays(1), archive);
    toTheEnd("bounded-" + moment.name, moment, 2, archive);
  }

  static Stream<Moment> others() {
    return Seeds.some(1).mapToObj(seed -> Moment.random(seed, 1));
  }

  @ParameterizedTest
  @MethodSource("others")
  void readersWithoutAFileHoldNothingBack(Moment moment) throws Exception {
    Path oneFile = folder.resolve("one-file");
    Cuts.oneFile(moment.archive(), oneFile);
    toTheEnd("one-file-" + moment.name, moment, 4, oneFile);
  }

  private static void toTheEnd(String name, Moment moment, int parallelism, Path files)
      throws Exception {
    create(name);
    topics.send(name, 3, KafkaTopics.messages(events.subList(moment.cut - IN_BOTH, events.size())));
    try (RunningJob job =
        job(name, moment, parallelism, null, "--kafka-stop=latest", "--warm-from=" + files)) {
      job.end();
    }
    assertTheAlertsAreAsExpected(name, moment);
  }

  static Stream<Arguments> withAndWithout() {
    return Seeds.some(1)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(
                    Arguments.of(Moment.random(seed, 2), true),
                    Arguments.of(Moment.random(seed, 3), false)));
  }

  @ParameterizedTest
  @Tag("e2e")
  @MethodSource("withAndWithout")
  void goesOnFromASavepointWithAndWithoutTheArchive(Moment moment, boolean withArchive)
      throws Exception {
    String name = "restored-" + withArchive + "-" + moment.name;
    create(name);
    Path archive = folder.resolve("archive");
    Cuts.cloudTrail(moment.archive(), Duration.ofDays(1), archive);
    String warm = "--warm-from=" + archive;
    int first = moment.cut - IN_BOTH;
    int later = moment.cut + 500;
    send(name, first, later);
    String savepoint;
    try (RunningJob job = job(name, moment, 1, null, "--kafka-idleness=1s", warm)) {
      awaitCommitted(job, name, later - first);
      // Kafka waited for the archive to be read; its state is over when its task is.
      job.awaitArchivesEnd();
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }

    String[] again = withArchive ? new String[] {warm} : new String[0];
    try (RunningJob job = job(name, moment, 1, savepoint, with("--kafka-idleness=1s", again))) {
      int soFar = job.checkpoints();
      // Long enough for Kafka to count as idle: the archive's end must not become the job's.
      job.await("checkpoints", job::checkpoints, now -> now > soFar + 6);
      send(name, later, events.size());
      awaitCommitted(job, name, events.size() - first);
      job.stop(folder.resolve("savepoints"), true);
    }

    assertTheAlertsAreAsExpected(name, moment);
  }

  private static void awaitCommitted(RunningJob job, String group, long messages) {
    job.await("commits of the group", () -> topics.committed(group), sum -> sum == messages);
  }

  private static void assertTheAlertsAreAsExpected(String name, Moment moment) throws Exception {
    assertThat(topics.read(name + ".late")).isEmpty();
    assertThat(topics.read(name + ".dead")).isEmpty();
    List<String> alerts =
        topics.read(name + ".alerts").stream().map(ConsumerRecord::value).toList();
    SortedMap<String, JsonNode> found = FinalDocuments.of(alerts);
    assertThat(all).containsAllEntriesOf(found);
    assertThat(found.keySet())
        .containsAll(ids(alert -> !time(alert).isBefore(moment.since())))
        .doesNotContainAnyElementsOf(ids(alert -> time(alert).isBefore(moment.longBefore())));
    assertThat(alerts)
        .filteredOn(alert -> alert.contains("\"phase\":\"final\""))
        .hasSameSizeAs(found.keySet());
  }

  private static Set<String> ids(Predicate<JsonNode> wanted) {
    Set<String> ids = new TreeSet<>(all.keySet());
    ids.removeIf(id -> !wanted.test(all.get(id)));
    return ids;
  }

  /** Behind the fourth of seven calls within ten seconds. */
  private static int inABurst() {
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

  private static String[] with(String first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  private static RunningJob job(
      String name, Moment moment, int parallelism, String savepoint, String... more)
      throws Exception {
    JobConfig config =
        topics.job(
            name,
            with(
                "--kafka-topic=" + name,
                with("--alerts-since=" + moment.since(), with(ALIGNMENT, more))));
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

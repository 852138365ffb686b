package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job that is stopped in the middle of the vectors, at a random record ({@link Seeds}), and one
 * that goes on from its state while the last records come once more: what was decided stays so
 * (docs/contract.md section 2).
 */
@ExtendWith(WithServers.class)
class RedeliveryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> RECORDS = Vectors.events();
  private static final int AGAIN = 100;

  @TempDir private Path folder;
  private static KafkaTopics topics;
  private static JobRun neverStopped;

  @BeforeAll
  static void start(Servers servers) throws Exception {
    topics = servers.topics();
    neverStopped = JobRun.ofVectors();
  }

  static LongStream seeds() {
    return Seeds.some(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void countsNoRecordTwiceWithAnotherParallelism(long seed) throws Exception {
    int stop = new Random(seed).nextInt(RECORDS.size() / 10, RECORDS.size() * 9 / 10);
    assertCountsNoRecordTwice("savepoint", 2, 1, stop);
  }

  @ParameterizedTest
  @Tag("e2e")
  @CsvSource({"savepoint,1,2,7500", "checkpoint,1,2,8500", "checkpoint,2,1,8000"})
  void norDoesItTheOtherWayRoundOrFromACheckpoint(String state, int before, int after, int stop)
      throws Exception {
    assertCountsNoRecordTwice(state, before, after, stop);
  }

  private void assertCountsNoRecordTwice(String state, int before, int after, int stop)
      throws Exception {
    String name = state + "-" + before + "-" + after + "-" + stop;
    topics.input(name);
    topics.outputs(name);
    send(name, 0, stop);
    String from;
    try (RunningJob job = job(name, before, null)) {
      awaitCommitted(job, name, stop);
      from = state.equals("savepoint") ? job.stop(folder, false) : null;
    }
    from = from == null ? retained() : from;
    send(name, stop - AGAIN, RECORDS.size());
    try (RunningJob job = job(name, after, from)) {
      awaitCommitted(job, name, RECORDS.size() + AGAIN);
      job.stop(folder, true);
    }

    List<String> alerts = KafkaTopics.values(topics.read(name + ".alerts"));
    assertThat(FinalDocuments.of(alerts)).isEqualTo(FinalDocuments.of(neverStopped));
    assertOnlyRepeatsAreLate(name, RECORDS.subList(stop - AGAIN, stop));
  }

  /** The one checkpoint that a job leaves that was cancelled. */
  private String retained() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints())) {
      Path metadata = files.filter(it -> it.endsWith("_metadata")).findFirst().orElseThrow();
      return "file:" + metadata.getParent();
    }
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  private static void assertOnlyRepeatsAreLate(String name, List<String> repeated)
      throws Exception {
    Set<String> ids = repeated.stream().map(Vectors::eventId).collect(Collectors.toSet());
    for (String letter : KafkaTopics.values(topics.read(name + ".late"))) {
      JsonNode json = JSON.readTree(letter);
      String all = json.get("detail").asText() + new String(json.get("raw").binaryValue(), UTF_8);
      assertThat(ids).anyMatch(all::contains);
    }
  }

  private static void send(String name, int from, int to) {
    topics.send(name, KafkaTopics.PARTITIONS, KafkaTopics.messages(RECORDS.subList(from, to)));
  }

  private static void awaitCommitted(RunningJob job, String group, long messages) {
    job.await("commits of the group", () -> topics.committed(group), sum -> sum == messages);
  }

  private RunningJob job(String name, int parallelism, String from) throws Exception {
    JobConfig config = topics.job(name, "--kafka-topic=" + name, "--kafka-idleness=1d");
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.setString("execution.checkpointing.interval", "1 s");
    settings.setString("execution.checkpointing.dir", "file:" + checkpoints());
    settings.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    return RunningJob.start(
        settings,
        parallelism,
        from,
        env -> TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules)));
  }
}

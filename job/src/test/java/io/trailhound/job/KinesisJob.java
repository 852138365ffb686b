package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.JobConfig;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.flink.configuration.Configuration;

/** Jobs from a stream to files, one going on where another stopped. */
record KinesisJob(String endpoint, String stream, Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param savepoint where to go on; null to begin
   */
  RunningJob start(int parallelism, String savepoint, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--source=kinesis",
                "--kinesis-stream=" + stream,
                "--kinesis-endpoint=" + endpoint,
                "--alerts=" + alerts(),
                "--dead-letters=" + folder.resolve("dead"),
                "--late=" + folder.resolve("late"),
                "--asn-db=" + Vectors.ASN_DB));
    arguments.addAll(List.of(more));
    JobConfig config = JobConfig.of(Arguments.parse(arguments.toArray(String[]::new)));
    KinesisCheck.require(config.kinesis(), true);
    RuleBook rules = TrailhoundJob.prepare(config);
    Configuration settings = JobRun.settings("hashmap");
    settings.addAll(TrailRecords.restarting());
    return RunningJob.start(
        settings,
        parallelism,
        savepoint,
        env -> TrailhoundJob.draw(env, config, rules, Sinks.of(config, rules)));
  }

  String stop(RunningJob job) throws Exception {
    return job.stop(folder.resolve("savepoints"), false);
  }

  /** Stops a job when it has told all of these, and looks that it has told nothing else. */
  void stopWith(RunningJob job, SortedMap<String, JsonNode> finals) throws Exception {
    job.await("all finals", () -> JobRun.documents(alerts()).size(), size -> size >= finals.size());
    String unused = stop(job);
    assertThat(FinalDocuments.of(JobRun.documents(alerts()).values())).isEqualTo(finals);
    assertThat(late()).isEmpty();
    assertThat(dead()).isEmpty();
  }

  Path alerts() {
    return folder.resolve("alerts");
  }

  private List<String> late() throws IOException {
    return lines("late");
  }

  /** Of the dead letters, the bytes that were sent, in the order in which they were written. */
  List<String> dead() throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonNode letter : letters()) {
      texts.add(new String(letter.get("raw").binaryValue(), UTF_8));
    }
    return texts;
  }

  /** Where the dead letters were in the stream. */
  List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    letters().forEach(letter -> sources.add(letter.get("source").asText()));
    return sources;
  }

  private List<JsonNode> letters() throws IOException {
    List<JsonNode> letters = new ArrayList<>();
    for (String line : lines("dead")) {
      letters.add(JSON.readTree(line));
    }
    return letters;
  }

  private List<String> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  void awaitDead(RunningJob job, long count) {
    job.await("dead letters", () -> lines("dead").size(), lines -> lines >= count);
  }
}

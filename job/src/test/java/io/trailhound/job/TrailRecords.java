package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Jobs over {@link SixtyHours}, one going on where another stopped, and what all of them have
 * written: where each record was that they read, alerts, late events.
 */
final class TrailRecords {
  /** Days are delivered in no time here, so one look may find a later file than the next. */
  private static final Duration LATENESS = Duration.ofDays(2);

  /** A day each, the keys in the order of delivery. */
  private final List<List<String>> portions;

  /** Key and event id of each by the key, some of them twice. */
  private final Map<String, List<String>> records = new HashMap<>();

  private final Path folder;

  TrailRecords(Path folder) {
    this.folder = folder;
    Map<String, List<String>> trail = SixtyHours.files();
    portions =
        List.copyOf(
            trail.keySet().stream()
                .collect(
                    Collectors.groupingBy(
                        key -> key.replaceFirst(".*(/20../../..)/.*", "$1"),
                        TreeMap::new,
                        Collectors.toList()))
                .values());
    trail.forEach(
        (key, events) ->
            records.put(
                key, events.stream().map(event -> key + " " + Cuts.eventId(event)).toList()));
  }

  /** Settings of a job with checkpoints that goes on after a failure. */
  static Configuration restarting() {
    Configuration settings = new Configuration();
    settings.setString("restart-strategy.type", "fixed-delay");
    settings.setString("restart-strategy.fixed-delay.delay", "10 ms");
    settings.setString("execution.checkpointing.interval", "100 ms");
    return settings;
  }

  List<List<String>> portions() {
    return portions;
  }

  /** So many records are in objects. */
  int count(List<String> portion) {
    return portion.stream().mapToInt(key -> records.get(key).size()).sum();
  }

  RunningJob start(FilesConfig files, int parallelism, String savepoint, Configuration more)
      throws Exception {
    Configuration settings = JobRun.settings("hashmap");
    settings.addAll(more);
    return RunningJob.start(settings, parallelism, savepoint, env -> draw(env, files));
  }

  private void draw(StreamExecutionEnvironment env, FilesConfig files) {
    DataStream<Decoded> decoded = TestSources.files(files, LATENESS).in(env);
    decoded
        .map(TrailRecords::position)
        .uid("position")
        .sinkTo(FileSinks.deadLetters(folder.resolve("positions").toString()))
        .setParallelism(1)
        .uid("positions");
    var results =
        DetectionPipeline.build(
            decoded, JobRun.RULES, Optional.of(Vectors.ASN_DB.toString()), LATENESS);
    results
        .alerts()
        .sinkTo(
            FileSinks.alerts(
                folder.resolve("alerts").toString(), new EcsAlert(JobRun.RULES.rules(), "test")))
        .setParallelism(1)
        .uid("alerts");
    results
        .late()
        .sinkTo(FileSinks.late(folder.resolve("late").toString()))
        .setParallelism(1)
        .uid("late");
  }

  private static DeadLetter position(Decoded record) {
    return record.event() == null
        ? record.deadLetter()
        : new DeadLetter("read", record.event().eventId, record.event().where(), new byte[0]);
  }

  void awaitRecords(RunningJob job, List<List<String>> some) {
    awaitPositions(job, some.stream().mapToInt(this::count).sum());
  }

  void awaitPositions(RunningJob job, long count) {
    job.await("records", this::lines, lines -> lines >= count);
  }

  /** How many {@link #positions} there are. */
  long lines() throws IOException {
    if (!Files.exists(folder.resolve("positions"))) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(folder.resolve("positions"))) {
      return lines.count();
    }
  }

  /** Keys and event ids of the records that were read; other lines as they are. */
  List<String> positions() throws IOException {
    return Files.readAllLines(folder.resolve("positions")).stream()
        .map(line -> line.replaceAll(".*\"detail\":\"(.*?)\",.*/(AWSLogs.*?):1.*", "$2 $1"))
        .toList();
  }

  void assertEveryRecordOnceAndTheExpectedAlerts() throws Exception {
    List<String> missing =
        records.values().stream().flatMap(List::stream).collect(Collectors.toList());
    int all = missing.size();
    List<String> read = positions();
    read.forEach(missing::remove);
    assertThat(missing).isEmpty();
    assertThat(read).hasSize(all);
    assertThat(folder.resolve("late")).isEmptyFile();
    assertThat(JobRun.documents(folder.resolve("alerts")))
        .isNotEmpty()
        .isEqualTo(SixtyHours.documents());
  }
}

package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.sink.FileSinks;
import io.trailhound.job.source.files.Watching;
import io.trailhound.local.S3;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A trail delivered into a real S3 server's bucket while the job watches it. */
@ExtendWith(WithServers.class)
class S3WatchIT {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Days are delivered in no time here, so one look may find a later file than the next. */
  private static final Duration LATENESS = Duration.ofDays(2);

  private static S3 s3;
  private static Bucket archive;

  /** A day each, the keys in the order of delivery. */
  private static List<List<String>> portions;

  /** Key and event id of each, some of them twice. */
  private static Map<String, List<String>> records;

  @TempDir Path folder;

  @BeforeAll
  static void aTrailInABucket(Servers servers) throws Exception {
    s3 = servers.s3();
    archive = servers.trail();
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
    records = new HashMap<>();
    trail.forEach(
        (key, events) ->
            records.put(
                key, events.stream().map(event -> key + " " + Cuts.eventId(event)).toList()));
  }

  @Test
  @Tag("e2e")
  void everyRecordIsReadOnceAndTheAlertsAreThoseOfABoundedRunOverAStopAndAnotherParallelism()
      throws Exception {
    Bucket live = Bucket.create(s3, "live");
    int half = portions.size() / 2;
    String savepoint;
    try (RunningJob first = start(live, 2, null, new Configuration())) {
      deliver(first, portions.subList(0, half), live);
      archive.deliver(portions.get(half), live);
      savepoint = first.stop(folder.resolve("savepoints"), false);
    }
    try (RunningJob second = start(live, 3, savepoint, new Configuration())) {
      awaitRecords(second, portions.subList(0, half + 1));
      deliver(second, portions.subList(half + 1, portions.size()), live);
      second.stop(folder.resolve("savepoints"), true);
    }
    assertEveryRecordOnceAndTheExpectedAlerts();
  }

  @Test
  void anObjectThatComesIntoADayLongOverIsRead() throws Exception {
    Bucket live = Bucket.create(s3, "live-and-late");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    put(live, today, "a");
    put(live, today.minusDays(4), "b");
    try (RunningJob job = start(live, 1, null, new Configuration(), Duration.ofMillis(20))) {
      awaitPositions(job, 2);
      put(live, today.minusDays(4), "late");
      awaitPositions(job, 3);
      job.stop(folder.resolve("savepoints"), false);
    }
    assertThat(positions()).hasSize(3).anyMatch(position -> position.contains("/late.json.gz"));
  }

  private static void put(Bucket bucket, LocalDate day, String name) {
    String folder = day.toString().replace('-', '/');
    String key = "AWSLogs/111122223333/CloudTrail/eu-west-1/%s/%s.json.gz".formatted(folder, name);
    bucket.put(
        Map.of(key, List.of(Vectors.recordOf(day.atStartOfDay().toInstant(ZoneOffset.UTC)))));
  }

  @Test
  @Tag("e2e")
  void aLostTaskManagerLosesNoFileAndRepeatsNone() throws Exception {
    Bucket live = Bucket.create(s3, "live-with-failure");
    Configuration settings = new Configuration();
    settings.setString("restart-strategy.type", "fixed-delay");
    settings.setString("restart-strategy.fixed-delay.delay", "10 ms");
    settings.setString("execution.checkpointing.interval", "100 ms");
    try (RunningJob job = start(live, SharedFlink.SLOTS, null, settings)) {
      int half = portions.size() / 2;
      deliver(job, portions.subList(0, half), live);
      job.await("a checkpoint", job::checkpoints, count -> count > 0);
      archive.deliver(portions.get(half), live);
      SharedFlink.loseTaskManager();
      job.await("a restart", job::wasRestarted, restarted -> restarted);
      awaitRecords(job, portions.subList(0, half + 1));
      deliver(job, portions.subList(half + 1, portions.size()), live);
      job.stop(folder.resolve("savepoints"), true);
    }
    assertEveryRecordOnceAndTheExpectedAlerts();
  }

  private void assertEveryRecordOnceAndTheExpectedAlerts() throws Exception {
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

  private RunningJob start(Bucket bucket, int parallelism, String savepoint, Configuration more)
      throws Exception {
    return start(bucket, parallelism, savepoint, more, LOOK);
  }

  private RunningJob start(
      Bucket bucket, int parallelism, String savepoint, Configuration more, Duration look)
      throws Exception {
    Configuration settings = JobRun.settings("hashmap");
    settings.addAll(more);
    return RunningJob.start(settings, parallelism, savepoint, env -> draw(env, bucket, look));
  }

  private void draw(StreamExecutionEnvironment env, Bucket bucket, Duration look) {
    FilesConfig watching = Watching.of(look, bucket.uri());
    DataStream<Decoded> decoded = TestSources.files(watching, LATENESS).in(env);
    decoded
        .map(
            record ->
                new DeadLetter("read", record.event().eventId, record.event().where(), new byte[0]))
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

  /** Every portion when the one before it was read. */
  private void deliver(RunningJob job, List<List<String>> some, Bucket live) throws IOException {
    for (List<String> portion : some) {
      long before = lines();
      archive.deliver(portion, live);
      awaitPositions(job, before + count(portion));
    }
  }

  private void awaitRecords(RunningJob job, List<List<String>> some) {
    awaitPositions(job, some.stream().mapToInt(S3WatchIT::count).sum());
  }

  private void awaitPositions(RunningJob job, long count) {
    job.await("records", this::lines, lines -> lines >= count);
  }

  private static int count(List<String> portion) {
    return portion.stream().mapToInt(key -> records.get(key).size()).sum();
  }

  /** How many {@link #positions} there are. */
  private long lines() throws IOException {
    if (!Files.exists(folder.resolve("positions"))) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(folder.resolve("positions"))) {
      return lines.count();
    }
  }

  private List<String> positions() throws IOException {
    return Files.readAllLines(folder.resolve("positions")).stream()
        .map(line -> line.replaceAll(".*\"detail\":\"(.*?)\",.*/(AWSLogs.*?):1.*", "$2 $1"))
        .toList();
  }
}

package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.files.Watching;
import io.trailhound.local.S3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A trail delivered into a real S3 server's bucket while the job watches it. */
@ExtendWith(WithServers.class)
class S3WatchIT {
  private static final Duration LOOK = Duration.ofMillis(500);

  private static S3 s3;
  private static Bucket archive;

  @TempDir Path folder;
  private TrailRecords trail;
  private List<List<String>> portions;

  @BeforeAll
  static void aTrailInABucket(Servers servers) throws Exception {
    s3 = servers.s3();
    archive = servers.trail();
  }

  @BeforeEach
  void begin() {
    trail = new TrailRecords(folder);
    portions = trail.portions();
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
      trail.awaitRecords(second, portions.subList(0, half + 1));
      deliver(second, portions.subList(half + 1, portions.size()), live);
      second.stop(folder.resolve("savepoints"), true);
    }
    trail.assertEveryRecordOnceAndTheExpectedAlerts();
  }

  @Test
  void anObjectThatComesIntoADayLongOverIsRead() throws Exception {
    Bucket live = Bucket.create(s3, "live-and-late");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    put(live, today, "a");
    put(live, today.minusDays(4), "b");
    try (RunningJob job = start(live, 1, null, new Configuration(), Duration.ofMillis(20))) {
      trail.awaitPositions(job, 2);
      put(live, today.minusDays(4), "late");
      trail.awaitPositions(job, 3);
      job.stop(folder.resolve("savepoints"), false);
    }
    assertThat(trail.positions())
        .hasSize(3)
        .anyMatch(position -> position.contains("/late.json.gz"));
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
    Configuration settings = TrailRecords.restarting();
    try (RunningJob job = start(live, SharedFlink.SLOTS, null, settings)) {
      int half = portions.size() / 2;
      deliver(job, portions.subList(0, half), live);
      job.await("a checkpoint", job::checkpoints, count -> count > 0);
      archive.deliver(portions.get(half), live);
      SharedFlink.loseTaskManager();
      job.await("a restart", job::wasRestarted, restarted -> restarted);
      trail.awaitRecords(job, portions.subList(0, half + 1));
      deliver(job, portions.subList(half + 1, portions.size()), live);
      job.stop(folder.resolve("savepoints"), true);
    }
    trail.assertEveryRecordOnceAndTheExpectedAlerts();
  }

  private RunningJob start(Bucket bucket, int parallelism, String savepoint, Configuration more)
      throws Exception {
    return start(bucket, parallelism, savepoint, more, LOOK);
  }

  private RunningJob start(
      Bucket bucket, int parallelism, String savepoint, Configuration more, Duration look)
      throws Exception {
    return trail.start(Watching.of(look, bucket.uri()), parallelism, savepoint, more);
  }

  /** Every portion when the one before it was read. */
  private void deliver(RunningJob job, List<List<String>> some, Bucket live) throws IOException {
    for (List<String> portion : some) {
      long before = trail.lines();
      archive.deliver(portion, live);
      trail.awaitPositions(job, before + trail.count(portion));
    }
  }
}

package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.Kinesis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive of the vectors that is cut, and a stream with its end again and all that follows; and
 * shards of one reader that wait for each other, as they do for an archive.
 */
@ExtendWith(WithServers.class)
class KinesisWarmStartIT {
  private static final int IN_BOTH = 300;

  /** Flink's, of each split. */
  private static final String PAUSED =
      "flink_taskmanager_job_task_operator_split_watermark_accumulatedPausedTimeMs";

  @TempDir private Path folder;

  @Test
  @Tag("e2e")
  void theAlertsAreThoseOfOneRunOverAllAndGoOnFromASavepointWithoutTheArchive(Servers servers)
      throws Exception {
    Kinesis server = servers.kinesis();
    List<String> events = Vectors.events();
    int cut = events.size() / 2;
    int later = cut + 500;
    var expected = FinalDocuments.of(JobRun.ofVectors()); // first: the other takes all slots
    Path archive = folder.resolve("archive");
    Cuts.cloudTrail(events.subList(0, cut), Duration.ofDays(1), archive);
    try (TrailStream stream = TrailStream.create(server, "warm", 3)) {
      KinesisJob jobs = new KinesisJob(server.url(), stream.name(), folder);
      send(stream, events, cut - IN_BOTH, later);
      String savepoint;
      // With an hour's, as usual, the stream would give an hour of these days a second.
      try (RunningJob job =
          jobs.start(2, null, "--warm-from=" + archive, "--kinesis-alignment=1d")) {
        job.awaitArchivesEnd();
        savepoint = jobs.stop(job);
      }
      try (RunningJob job = jobs.start(2, savepoint)) {
        send(stream, events, later, events.size());
        stream.sendToEach(Vectors.recordOf(Vectors.longAfter()).getBytes(UTF_8));
        jobs.stopWith(job, expected);
      }
    }
  }

  @Test
  void aShardThatIsAheadOfAnotherOfItsReaderWaitsForIt(Servers servers) throws Exception {
    Instant early = Instant.parse("2026-09-01T00:00:00Z");
    Instant late = early.plus(Duration.ofDays(10));
    try (TrailStream stream = TrailStream.create(servers.kinesis(), "aligned", 2)) {
      KinesisJob jobs = new KinesisJob(servers.kinesis().url(), stream.name(), folder);
      stream.send(records(early, late));
      try (RunningJob job = jobs.start(1, null, "--kinesis-alignment=1d")) {
        job.await("a pause", () -> Scrape.sumOf(job, PAUSED), millis -> millis > 0);
        stream.send(records(late, late));
        stream.send(KafkaTopics.messages(List.of("of the one", "of the other")));
        jobs.awaitDead(job, 2);
        assertThat(job.wasRestarted()).isFalse();
        String unused = jobs.stop(job);
      }
      assertThat(jobs.dead()).containsExactlyInAnyOrder("of the one", "of the other");
    }
  }

  private static List<byte[]> records(Instant one, Instant other) {
    return KafkaTopics.messages(List.of(Vectors.recordOf(one), Vectors.recordOf(other)));
  }

  private static void send(TrailStream stream, List<String> events, int from, int to) {
    stream.send(KafkaTopics.messages(events.subList(from, to)));
  }
}

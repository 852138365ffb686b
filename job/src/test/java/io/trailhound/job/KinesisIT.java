package io.trailhound.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.kinesis.Packed;
import io.trailhound.local.Kinesis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs over streams of a real server, which are split and merged while they're read. */
@ExtendWith(WithServers.class)
class KinesisIT {
  /** So many records in one. */
  private static final int PACKED = 40;

  private static Kinesis server;

  @TempDir private Path folder;

  @BeforeAll
  static void start(Servers servers) {
    server = servers.kinesis();
  }

  @Test
  @Tag("e2e")
  void theAlertsOfTheVectorsAreTheSameAcrossASplitAMergeAndALostTaskManager() throws Exception {
    List<byte[]> records = packed(KafkaTopics.messages(Vectors.events()));
    int third = records.size() / 3;
    var expected = FinalDocuments.of(JobRun.ofVectors()); // first: the other takes all slots
    try (TrailStream stream = TrailStream.create(server, "vectors", 2)) {
      KinesisJob jobs = new KinesisJob(server.url(), stream.name(), folder);
      stream.send(records.subList(0, third));
      stream.split();
      try (RunningJob job = jobs.start(SharedFlink.SLOTS, null)) {
        stream.send(records.subList(third, 2 * third));
        stream.merge();
        job.await("alerts", () -> JobRun.documents(jobs.alerts()), alerts -> !alerts.isEmpty());
        SharedFlink.loseTaskManager();
        job.await("a restart", job::wasRestarted, restarted -> restarted);
        stream.send(records.subList(2 * third, records.size()));
        stream.sendToEach(Vectors.recordOf(Vectors.longAfter()).getBytes(UTF_8));
        jobs.stopWith(job, expected);
      }
    }
  }

  @Test
  void aSavepointInTheMiddleOfASplitLosesNothingAndRepeatsNothing() throws Exception {
    List<String> sent = new ArrayList<>();
    try (TrailStream stream = TrailStream.create(server, "split", 1)) {
      KinesisJob jobs = new KinesisJob(server.url(), stream.name(), folder);
      send(stream, sent, 10);
      String savepoint;
      try (RunningJob job = jobs.start(1, null)) {
        jobs.awaitDead(job, 10);
        stream.split();
        send(stream, sent, 10);
        savepoint = jobs.stop(job); // wherever it is just then
      }
      stream.split();
      stream.merge();
      send(stream, sent, 10);
      try (RunningJob job = jobs.start(3, savepoint)) {
        jobs.awaitDead(job, sent.size());
        savepoint = jobs.stop(job);
      }
      send(stream, sent, 10);
      try (RunningJob job = jobs.start(2, savepoint)) {
        jobs.awaitDead(job, sent.size());
        String unused = jobs.stop(job);
      }
      assertThat(jobs.dead()).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  /** One record of the stream, with a stop among what is packed into it. */
  @Test
  void packedRecordsAreReadOneByOneEachWithItsPlace() throws Exception {
    List<byte[]> records = List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8));
    try (TrailStream stream = TrailStream.create(server, "packed", 1)) {
      KinesisJob jobs = new KinesisJob(server.url(), stream.name(), folder);
      stream.send(List.of(Packed.of(records), "c".getBytes(UTF_8)));
      try (RunningJob job = jobs.start(1, null)) {
        jobs.awaitDead(job, 3);
        String unused = jobs.stop(job);
      }
      assertThat(jobs.dead()).containsExactly("a", "b", "c");
      assertThat(jobs.sources())
          .satisfiesExactly(
              first -> assertThat(first).matches("packed-shardId-000000000000-\\d{56}-0"),
              second -> assertThat(second).isEqualTo(jobs.sources().get(0).replaceAll("0$", "1")),
              third -> assertThat(third).matches("packed-shardId-000000000000-\\d{56}-0"));
    }
  }

  @Test
  void latestIsWhereTheJobBegan() throws Exception {
    List<String> sent = new ArrayList<>();
    try (TrailStream stream = TrailStream.create(server, "latest", 1)) {
      KinesisJob jobs = new KinesisJob(server.url(), stream.name(), folder);
      send(stream, new ArrayList<>(), 1);
      String savepoint;
      try (RunningJob job = jobs.start(1, null, "--kinesis-start=latest")) {
        job.await("a checkpoint", job::checkpoints, count -> count > 0);
        savepoint = jobs.stop(job);
      }
      send(stream, sent, 3);
      try (RunningJob job = jobs.start(1, savepoint, "--kinesis-start=latest")) {
        jobs.awaitDead(job, 3);
        String unused = jobs.stop(job);
      }
      assertThat(jobs.dead()).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void whatTheServiceRefusesComesLaterAndOnce() throws Exception {
    List<String> sent = new ArrayList<>();
    try (TrailStream stream = TrailStream.create(server, "refused", 1);
        Gateway gateway = new Gateway(server.url())) {
      KinesisJob jobs = new KinesisJob(gateway.url(), stream.name(), folder);
      send(stream, sent, 5);
      refuse(gateway, "ProvisionedThroughputExceededException", 3);
      try (RunningJob job = jobs.start(1, null)) {
        jobs.awaitDead(job, 5);
        assertThat(Scrape.sum(job, "readsThrottled")).isEqualTo(3);

        AtomicInteger left = refuse(gateway, "ExpiredIteratorException", 2);
        send(stream, sent, 5);
        jobs.awaitDead(job, 10);
        job.await("both refusals", left::get, count -> count <= 0);

        refuse(gateway, "AccessDeniedException", 2);
        send(stream, sent, 5);
        jobs.awaitDead(job, 15);
        job.await("failures", () -> Scrape.sum(job, "streamFailures"), count -> count == 2);
        assertThat(job.wasRestarted()).isFalse();
        String unused = jobs.stop(job);
      }
      assertThat(jobs.dead()).containsExactlyElementsOf(sent);
    }
  }

  /** As a producer in a hurry does it. */
  private static List<byte[]> packed(List<byte[]> records) {
    List<byte[]> packed = new ArrayList<>();
    for (int from = 0; from < records.size(); from += PACKED) {
      packed.add(Packed.of(records.subList(from, Math.min(records.size(), from + PACKED))));
    }
    return packed;
  }

  /** So many reads from now on. */
  private static AtomicInteger refuse(Gateway gateway, String error, int times) {
    AtomicInteger left = new AtomicInteger(times);
    gateway.refuse(
        head -> head.contains("GetRecords") && left.getAndDecrement() > 0, Gateway.refusal(error));
    return left;
  }

  /** Messages that no two of a test have in common. */
  private static void send(TrailStream stream, List<String> sent, int count) {
    List<String> more =
        IntStream.range(sent.size(), sent.size() + count).mapToObj(i -> "message " + i).toList();
    sent.addAll(more);
    stream.send(KafkaTopics.messages(more));
  }
}

package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.source.files.Watching;
import io.trailhound.job.source.sqs.NotificationBodies;
import io.trailhound.local.Sqs;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A trail in a real S3 server's bucket, of which messages in a real SQS server's queue tell. */
@ExtendWith(WithServers.class)
class SqsFilesIT {
  private static final int A_WHILE = 60;
  private static final int A_MOMENT = 1;
  private static final int OFTEN = 100;

  private static final String METRICS =
      "flink_jobmanager_job_operator_coordinator_enumerator_trailhound_";

  private static Servers servers;
  private static Bucket archive;

  @TempDir Path folder;
  private TrailRecords trail;
  private List<List<String>> portions;

  @BeforeAll
  static void aTrailInABucket(Servers all) throws Exception {
    servers = all;
    archive = servers.trail();
  }

  @BeforeEach
  void begin() {
    trail = new TrailRecords(folder);
    portions = trail.portions();
  }

  @Test
  void theAlertsAreThoseOfTheSameEventsInNoFileAndTheQueueIsEmptyAtTheEnd() throws Exception {
    NotificationQueue queue = queue("trail", A_WHILE);
    queue.send(List.of(NotificationBodies.TEST_EVENT));
    queue.send(
        List.of(
            NotificationBodies.s3(
                archive.name(),
                "AWSLogs/111122223330/CloudTrail-Digest/us-east-1/2026/09/01/x.json.gz")));
    queue.send(bodies(portions));
    try (RunningJob job = start(queue, 2, null)) {
      stopWhenAllIsRead(job, queue);
    }
    trail.assertEveryRecordOnceAndTheExpectedAlerts();
    assertThat(queue.deadLetters()).isZero();
  }

  @Test
  void withoutACheckpointNoMessageIsDeleted() throws Exception {
    NotificationQueue queue = queue("trail-without-checkpoint", A_WHILE);
    List<String> some = portions.get(0).subList(0, 3);
    queue.send(bodies(List.of(some)));
    Configuration settings = TrailRecords.restarting();
    settings.setString("execution.checkpointing.interval", "1 h");
    try (RunningJob job = trail.start(Watching.told(queue.url()), 1, null, settings)) {
      trail.awaitPositions(job, trail.count(some));
      job.await("another round", () -> metric(job, "oldestMessage"), seconds -> seconds > 3);
    }
    assertThat(queue.messages()).isEqualTo(some.size());
  }

  @Test
  void whatIsToldAgainBehindAStopIsReadOnce() throws Exception {
    NotificationQueue queue = queue("trail-told-again", A_MOMENT);
    List<List<String>> first = portions.subList(0, portions.size() / 2);
    queue.send(bodies(first));
    String savepoint;
    try (RunningJob job = start(queue, 2, null)) {
      trail.awaitRecords(job, first);
      savepoint = job.stop(folder.resolve("savepoints"), false);
    }
    queue.send(bodies(portions));
    try (RunningJob job = start(queue, 3, savepoint)) {
      stopWhenAllIsRead(job, queue);
    }
    trail.assertEveryRecordOnceAndTheExpectedAlerts();
  }

  private void stopWhenAllIsRead(RunningJob job, NotificationQueue queue) throws Exception {
    trail.awaitRecords(job, portions);
    awaitEmpty(job, queue);
    job.stop(folder.resolve("savepoints"), true);
  }

  @Test
  @Tag("e2e")
  void aLostTaskManagerLosesNoFileAndRepeatsNone() throws Exception {
    NotificationQueue queue = queue("trail-with-failure", A_MOMENT);
    List<List<String>> first = portions.subList(0, portions.size() / 2);
    queue.send(bodies(first));
    try (RunningJob job = start(queue, SharedFlink.SLOTS, null)) {
      trail.awaitPositions(job, 1);
      job.await("a checkpoint", job::checkpoints, count -> count > 0);
      SharedFlink.loseTaskManager();
      job.await("a restart", job::wasRestarted, restarted -> restarted);
      queue.send(bodies(portions.subList(first.size(), portions.size())));
      stopWhenAllIsRead(job, queue);
    }
    trail.assertEveryRecordOnceAndTheExpectedAlerts();
  }

  @Test
  void anObjectThatIsGoneIsADeadLetterAndItsMessageIsDeleted() throws Exception {
    NotificationQueue queue = queue("trail-with-a-gap", A_WHILE);
    String gone = portions.get(0).get(0) + ".gone.gz";
    queue.send(List.of(NotificationBodies.s3(archive.name(), gone)));
    try (RunningJob job = start(queue, 1, null)) {
      trail.awaitPositions(job, 1);
      awaitEmpty(job, queue);
      job.stop(folder.resolve("savepoints"), false);
    }
    assertThat(trail.positions())
        .singleElement()
        .asString()
        .contains("\"unreadable\"", archive.uri() + gone);
  }

  @Test
  void whatIsNotUnderstoodIsLeftToTheRedrivePolicy() throws Exception {
    NotificationQueue queue = NotificationQueue.create(servers.sqs(), "odd", A_MOMENT, 2);
    queue.send(List.of("hello"));
    try (RunningJob job = start(queue, 1, null)) {
      job.await("the other queue", queue::deadLetters, count -> count == 1);
      // One look may be given it, and find it gone, before it has told of either.
      job.await("its count", () -> metric(job, "messagesNotUnderstood"), count -> count == 1);
      assertThat(metric(job, "messagesDeleted")).isZero();
      assertThat(metric(job, "oldestMessage")).isZero();
      job.stop(folder.resolve("savepoints"), false);
    }
    assertThat(queue.messages()).isZero();
  }

  @Test
  @Tag("e2e")
  void aQueueThatIsAwayForATimeIsWaitedFor() throws Exception {
    List<String> day = portions.get(0);
    try (Sqs server = Sqs.start(folder.resolve("sqs"));
        RunningJob job = start(NotificationQueue.create(server, "away", A_WHILE, OFTEN), 1, null)) {
      NotificationQueue.create(server, "away", A_WHILE, OFTEN)
          .send(bodies(List.of(day.subList(0, 1))));
      trail.awaitPositions(job, 1);
      server.process().kill();
      job.await("a failure", () -> metric(job, "queueFailures"), count -> count > 0);
      server.process().start();
      NotificationQueue.create(server, "away", A_WHILE, OFTEN)
          .send(bodies(List.of(day.subList(1, 2))));
      trail.awaitPositions(job, trail.count(day.subList(0, 2)));
      assertThat(job.wasRestarted()).isFalse();
      job.stop(folder.resolve("savepoints"), false);
    }
  }

  private static double metric(RunningJob job, String name) throws Exception {
    return Scrape.sumOf(job, METRICS + name);
  }

  private static NotificationQueue queue(String name, int visibility) {
    return NotificationQueue.create(servers.sqs(), name, visibility, OFTEN);
  }

  private static List<String> bodies(List<List<String>> some) {
    return NotificationBodies.inAllForms(
        archive.name(), some.stream().flatMap(Collection::stream).toList());
  }

  private static void awaitEmpty(RunningJob job, NotificationQueue queue) {
    job.await("an empty queue", queue::messages, count -> count == 0);
  }

  private RunningJob start(NotificationQueue queue, int parallelism, String savepoint)
      throws Exception {
    Configuration settings = TrailRecords.restarting();
    return trail.start(Watching.told(queue.url()), parallelism, savepoint, settings);
  }
}

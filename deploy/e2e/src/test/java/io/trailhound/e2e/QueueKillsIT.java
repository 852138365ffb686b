package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.local.FlinkCluster;
import io.trailhound.local.LocalProcess;
import io.trailhound.local.Patience;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files in S3 of which a queue tells, and processes that are killed when they have taken messages
 * that are in no checkpoint yet: checkpoints are made by hand.
 */
class QueueKillsIT {
  private static final String TRAIL = "trail";

  /** Each but the last is in the middle when a process is killed. */
  private static final int PARTS = 4;

  @TempDir Path folder;
  private AlertFolder alerts;
  private S3 s3;
  private Sqs sqs;
  private FlinkCluster flink;
  private TestQueue queue;
  private String job;

  @BeforeEach
  void start() throws Exception {
    alerts = new AlertFolder(folder.resolve("alerts"));
    s3 = S3.start(folder.resolve("s3"));
    sqs = Sqs.start(folder.resolve("sqs"));
    flink = QuickCluster.start(folder.resolve("flink"), 1, settings());
    queue = TestQueue.create(sqs, TRAIL, Duration.ofSeconds(10));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(s3.flinkSettings());
    settings.put("env.java.opts.all", QuickCluster.java());
    settings.put("execution.checkpointing.interval", "1 d");
    return settings;
  }

  @AfterEach
  void stop() {
    flink.close();
    sqs.close();
    s3.close();
  }

  @Test
  void theAlertsAreThoseOfOneRunEachAsOftenAlthoughTaskAndJobManagersAreKilled() throws Exception {
    List<String> expected = DemoTrail.foundInOneRun(folder.resolve("in-one-run"));
    DemoTrail trail = new DemoTrail(TRAIL, Files.createDirectories(s3.buckets().resolve(TRAIL)));
    submit(Optional.empty());
    // A kill in the middle of the deployment is no restart by Flink's count.
    Patience.await("all tasks", () -> flink.rest().allTasksRun(job), it -> it);
    for (int part = 0; part < PARTS; part++) {
      bring(part, trail);
      queue.awaitReceived(() -> flink.rest().progress(job));
      if (part < QuickCluster.TASK_MANAGERS) {
        killTaskManager(flink.taskManagers().get(part));
      } else if (part < PARTS - 1) {
        killJobManager();
      }
      Patience.await("all tasks", () -> flink.rest().allTasksRun(job), it -> it);
      flink.rest().checkpoint(job);
    }
    awaitBehindCheckpoints("all files are read", queue::messages, it -> it == 0);
    trail.bringLongAfter(queue);
    awaitBehindCheckpoints(
        "final alerts", () -> alerts.finalLines().size(), it -> it >= expected.size());
    flink.rest().stop(job);

    assertThat(alerts.finalLines()).isEqualTo(expected);
    assertThat(folder.resolve("dead")).doesNotExist();
    assertThat(folder.resolve("late")).doesNotExist();
  }

  private void submit(Optional<String> checkpoint) {
    List<String> options =
        new ArrayList<>(List.of("-p", Integer.toString(QuickCluster.TASK_MANAGERS)));
    checkpoint.ifPresent(it -> options.addAll(List.of("-s", it)));
    job =
        flink.submit(
            Launcher.JOB,
            options,
            List.of(
                "--sqs-queue=" + queue.url(),
                "--lateness=" + DemoTrail.LATENESS,
                "--asn-db=" + DemoTrail.ASN,
                "--alerts=" + alerts.argument(),
                "--dead-letters=" + folder.resolve("dead") + "/",
                "--late=" + folder.resolve("late") + "/"));
  }

  private void bring(int part, DemoTrail trail) throws Exception {
    List<Path> files = DemoTrail.files();
    for (int i = part; i < files.size(); i += PARTS) {
      trail.bring(files.get(i), queue);
    }
  }

  /** Each has one slot, so the job runs on both, and goes on when the killed one is there again. */
  private void killTaskManager(LocalProcess taskManager) {
    int before = flink.rest().restarts(job);
    taskManager.kill();
    taskManager.start();
    Patience.await("a restart", () -> flink.rest().restarts(job), it -> it > before);
  }

  /** The job is gone with it, and begins again where its last checkpoint was. */
  private void killJobManager() {
    flink.jobManager().kill();
    flink.jobManager().start();
    Patience.await("slots", () -> flink.rest().freeSlots(), it -> it == QuickCluster.TASK_MANAGERS);
    Optional<String> checkpoint = flink.newestCheckpoint(job);
    assertThat(checkpoint).isPresent();
    submit(checkpoint);
  }

  /** Messages are deleted behind a checkpoint, and files of alerts are complete with one. */
  private void awaitBehindCheckpoints(
      String what, Callable<Integer> look, Predicate<Integer> wanted) {
    int unused =
        Patience.await(
            what,
            () -> {
              flink.rest().checkpoint(job);
              return look.call();
            },
            wanted);
  }
}

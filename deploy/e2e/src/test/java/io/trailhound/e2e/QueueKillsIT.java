package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.LocalProcess;
import io.trailhound.local.Patience;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import io.trailhound.model.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in S3 of which a queue tells, and a TaskManager that is killed while they are read. */
class QueueKillsIT {
  private static final String TRAIL = "trail";

  /** The first comes before the first kill, and so on. */
  private static final int PARTS = 3;

  @TempDir Path folder;

  @Test
  void everyAlertComesOnceAlthoughTaskManagersAreKilledWhileFilesAreRead() throws Exception {
    SortedMap<String, JsonNode> expected = DemoTrail.foundInOneRun(folder.resolve("in-one-run"));
    Path results = folder.resolve("results");
    try (S3 s3 = S3.start(folder.resolve("s3"));
        Sqs sqs = Sqs.start(folder.resolve("sqs"));
        FlinkCluster flink = QuickCluster.start(folder.resolve("flink"), 1, settings(s3))) {
      Path objects = Files.createDirectories(s3.buckets().resolve(TRAIL));
      DemoTrail trail = new DemoTrail(TRAIL, objects);
      TestQueue queue = TestQueue.create(sqs, TRAIL);
      String job =
          flink.submit(
              Launcher.JOB,
              List.of("-p", Integer.toString(QuickCluster.TASK_MANAGERS)),
              List.of(
                  "--sqs-queue=" + queue.url(),
                  "--lateness=" + DemoTrail.LATENESS,
                  "--asn-db=" + DemoTrail.ASN,
                  "--alerts=" + results.resolve("alerts") + "/",
                  "--dead-letters=" + results.resolve("dead") + "/",
                  "--late=" + results.resolve("late") + "/"));
      List<Path> files = DemoTrail.files();
      for (int part = 0; part < PARTS; part++) {
        for (int i = part; i < files.size(); i += PARTS) {
          trail.bring(files.get(i), queue);
        }
        if (part < QuickCluster.TASK_MANAGERS) {
          killWhileSomeAreLeft(flink, part, queue);
        }
      }
      Patience.await(
          "a checkpoint behind all files",
          queue::messages,
          count -> count == 0,
          () -> flink.rest().progress(job));
      trail.bringLongAfter(queue);
      AlertFolder alerts = new AlertFolder(results.resolve("alerts"));
      Patience.await(
          "as many final alerts", alerts::finals, found -> found.size() >= expected.size());
      assertThat(flink.rest().restarts(job)).isPositive();
      flink.rest().stop(job);

      assertThat(Differences.of(alerts.finals(), expected)).isEmpty();
      assertThat(finals(alerts)).as("each once").hasSameSizeAs(expected.keySet());
      assertThat(results.resolve("dead")).doesNotExist();
      assertThat(results.resolve("late")).doesNotExist();
    }
  }

  /** Each has one slot, so the job runs on both. */
  private static void killWhileSomeAreLeft(FlinkCluster flink, int taskManager, TestQueue queue)
      throws Exception {
    assertThat(queue.messages()).as("not read, or in no checkpoint").isPositive();
    LocalProcess killed = flink.taskManagers().get(taskManager);
    killed.kill();
    killed.start();
  }

  private static List<JsonNode> finals(AlertFolder alerts) {
    Stream<JsonNode> all = alerts.documents().stream();
    return all.filter(it -> Documents.phase(it).equals(Alert.FINAL)).toList();
  }

  private static Map<String, String> settings(S3 s3) {
    Map<String, String> settings = new HashMap<>(s3.flinkSettings());
    settings.put("env.java.opts.all", QuickCluster.java());
    return settings;
  }
}

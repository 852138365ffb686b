package io.trailhound.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.source.sqs.NotificationBodies;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * So many small files in S3 as {@code -Dtrailhound.backlog} says, of which messages tell in no
 * order: takes minutes, so it's left out without that. Prints what docs/files.md has of it.
 */
class QueueBacklogIT {
  private static final int FILES = Integer.getInteger("trailhound.backlog", 0);
  private static final String TRAIL = "trail";
  private static final int PRINCIPALS = 100;
  private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void aBacklogIsReadToItsEndWithNothingLate() throws Exception {
    assumeTrue(FILES > 0, "a measurement by hand, in minutes: -Dtrailhound.backlog=50000");
    try (S3 s3 = S3.start(folder.resolve("s3"));
        Sqs sqs = Sqs.start(folder.resolve("sqs"));
        FlinkCluster flink =
            FlinkCluster.start(folder.resolve("flink"), FlinkLayout.forTests(1, 2, settings(s3)))) {
      TestQueue queue = TestQueue.create(sqs, TRAIL, Duration.ofMinutes(5));
      queue.send(bring(s3.buckets().resolve(TRAIL)));
      assertThat(queue.messages()).isEqualTo(FILES);
      Instant start = Instant.now();
      String job =
          flink.submit(
              Launcher.JOB,
              List.of("-p", "2"),
              List.of(
                  "--sqs-queue=" + queue.url(),
                  "--asn-db=none",
                  "--alerts=" + folder.resolve("alerts") + "/",
                  "--late=" + folder.resolve("late") + "/",
                  "--dead-letters=" + folder.resolve("dead") + "/"));
      Held held = new Held(flink, job);
      queue.awaitEmpty(held::look);
      System.out.printf(
          Locale.ROOT,
          "%,d messages: %d s; %s%n",
          FILES,
          Duration.between(start, Instant.now()).toSeconds(),
          held);
      assertThat(flink.rest().restarts(job)).isZero();
      flink.rest().stop(job);
    }
    assertThat(folder.resolve("late")).doesNotExist();
    assertThat(folder.resolve("dead")).doesNotExist();
  }

  /** A second apart; what tells of them. */
  private static List<String> bring(Path objects) throws IOException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Instant time = BEGIN.plusSeconds(i);
      String key = key(time, i);
      DemoTrail.lay(record(time, i).getBytes(UTF_8), objects.resolve(key));
      bodies.add(NotificationBodies.s3(TRAIL, key));
    }
    Collections.shuffle(bodies, new Random(1));
    return bodies;
  }

  /** Wanted by a rule that counts, so that one behind the watermark is told. */
  private static String record(Instant time, int number) {
    return String.format(
        Locale.ROOT,
        """
        {"eventVersion":"1.08","eventTime":"%s","eventSource":"iam.amazonaws.com",\
        "eventName":"ListUsers","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.7",\
        "userAgent":"aws-cli/2.15.0","userIdentity":{"type":"IAMUser",\
        "arn":"arn:aws:iam::111122223333:user/u%d","accountId":"111122223333"},\
        "eventID":"backlog-%d","recipientAccountId":"111122223333"}""",
        time,
        number % PRINCIPALS,
        number);
  }

  /** As CloudTrail calls a file that it delivers five minutes later. */
  private static String key(Instant time, int number) {
    LocalDateTime delivered = LocalDateTime.ofInstant(time, ZoneOffset.UTC).plusMinutes(5);
    return String.format(
        Locale.ROOT,
        "AWSLogs/111122223333/CloudTrail/us-east-1/%1$tY/%1$tm/%1$td/111122223333_CloudTrail_us-east-1_%1$tY%1$tm%1$tdT%1$tH%1$tMZ_%2$016x.json",
        delivered,
        number);
  }

  /** The most that the JobManager held, and that a checkpoint had. */
  private static final class Held {
    private final FlinkCluster flink;
    private final String job;
    private long heap;
    private long metadata;

    private Held(FlinkCluster flink, String job) {
      this.flink = flink;
      this.job = job;
    }

    private long look() throws IOException {
      JsonNode metric =
          flink.rest().get("/jobmanager/metrics?get=Status.JVM.Memory.Heap.Used").get(0);
      heap = Math.max(heap, metric.get("value").asLong());
      String newest = flink.newestCheckpoint(job).orElse("file:/none").substring("file:".length());
      Path file = Path.of(newest, "_metadata");
      metadata = Math.max(metadata, Files.exists(file) ? Files.size(file) : 0);
      return System.nanoTime(); // always another: files are read meanwhile
    }

    @Override
    public String toString() {
      JsonNode summary = flink.rest().get("/jobs/" + job + "/checkpoints").get("summary");
      return String.format(
          Locale.ROOT,
          "JobManager's heap %d MB at most of %d; metadata of a checkpoint %d KB at most; a checkpoint %d ms at most",
          heap >> 20,
          flink
                  .rest()
                  .get("/jobmanager/metrics?get=Status.JVM.Memory.Heap.Max")
                  .get(0)
                  .get("value")
                  .asLong()
              >> 20,
          metadata >> 10,
          summary.at("/end_to_end_duration/max").asLong());
    }
  }

  private static Map<String, String> settings(S3 s3) {
    Map<String, String> settings = new HashMap<>(s3.flinkSettings());
    settings.put("env.java.opts.all", QuickCluster.java());
    settings.put("execution.checkpointing.interval", "5 s");
    settings.put("taskmanager.memory.process.size", "1536m");
    return settings;
  }
}

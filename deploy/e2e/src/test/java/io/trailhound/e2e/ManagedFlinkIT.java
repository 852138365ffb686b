package io.trailhound.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.cloudformation.PropertyGroups;
import io.trailhound.job.Vectors;
import io.trailhound.job.source.sqs.NotificationBodies;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import io.trailhound.local.Patience;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's jar with what deploy/managed-flink gives it: the template's own property groups, S3
 * by the plugin that Managed Flink has, and a queue that tells of the demo's files.
 */
class ManagedFlinkIT {
  private static final String WORK = "work";
  private static final String TRAIL = "trail";
  private static final Path DEMO = Launcher.HOME.resolve("testdata/demo");
  private static final Path ASN = Launcher.HOME.resolve("testdata/asn/trailhound-demo.mmdb");

  /** The demo's week comes in no time and in no order. */
  private static final String LATENESS = "7d";

  /** Longer behind the demo: an event of then makes all alerts final. */
  private static final String LONG_AFTER = "2025-03-31T06:20:00Z";

  private static final String LONG_AFTER_KEY =
      "AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/31/"
          + "111122223333_CloudTrail_eu-west-1_20250331T0620Z_0000000000000000.json";

  @TempDir Path folder;

  @Test
  void theTemplatesJobReadsTheTrailByTheQueueAndWritesAlertsIntoTheWorkBucket() throws Exception {
    SortedMap<String, JsonNode> expected = foundInOneLocalRun();
    assertThat(expected).isNotEmpty();
    try (S3 s3 = S3.start(folder.resolve("s3"));
        Sqs sqs = Sqs.start(folder.resolve("sqs"));
        FlinkCluster flink =
            FlinkCluster.startLikeManagedFlink(
                folder.resolve("flink"), FlinkLayout.forTests(1, 2, settings(s3)))) {
      Path trail = s3.buckets().resolve(TRAIL);
      Path work = s3.buckets().resolve(WORK);
      lay(Files.readAllBytes(ASN), work.resolve("code/GeoLite2-ASN.mmdb"));
      TestQueue queue = TestQueue.create(sqs, TRAIL);

      String config = propertyGroups(queue).toString();
      String job = flink.submit(Launcher.JOB, List.of("-p", "2"), List.of("--config", config));
      for (Path file : demo()) {
        bring(Files.readAllBytes(file), DEMO.relativize(file).toString(), trail, queue);
      }
      Patience.await(
          "a checkpoint behind all files",
          queue::messages,
          count -> count == 0,
          () -> flink.rest().progress(job));
      byte[] last = Vectors.recordOf(Instant.parse(LONG_AFTER)).getBytes(UTF_8);
      bring(last, LONG_AFTER_KEY, trail, queue);
      AlertFolder alerts = new AlertFolder(work.resolve("alerts"));
      Patience.await(
          "as many final alerts", alerts::finals, found -> found.size() >= expected.size());
      assertThat(flink.rest().restarts(job)).isZero();
      flink.rest().stop(job);

      assertThat(Differences.of(alerts.finals(), expected)).isEmpty();
      assertThat(work.resolve("dead-letters")).doesNotExist();
      assertThat(work.resolve("late")).doesNotExist();
    }
  }

  private SortedMap<String, JsonNode> foundInOneLocalRun() throws Exception {
    AlertFolder found = new AlertFolder(folder.resolve("in-one-run"));
    Launcher.run(
            "run",
            "--input=" + DEMO.resolve("AWSLogs"),
            "--asn-db=" + ASN,
            "--alerts=" + found.argument())
        .done();
    return found.finals();
  }

  private static List<Path> demo() throws IOException {
    try (Stream<Path> files = Files.walk(DEMO.resolve("AWSLogs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** An object comes into the trail's bucket, and S3 tells the queue. */
  private static void bring(byte[] content, String key, Path trail, TestQueue queue)
      throws Exception {
    lay(content, trail.resolve(key));
    queue.send(NotificationBodies.s3(TRAIL, key));
  }

  private static void lay(byte[] content, Path object) throws IOException {
    Files.createDirectories(object.getParent());
    Files.write(object, content);
  }

  /** In the form of the file that Managed Flink puts beside the job. */
  private Path propertyGroups(TestQueue queue) throws IOException {
    List<?> groups =
        PropertyGroups.of(Map.of("Lateness", LATENESS, "SilenceAfter", ""), queue.url(), WORK);
    return Files.writeString(
        folder.resolve("application_properties.json"),
        new ObjectMapper().writeValueAsString(groups));
  }

  private static Map<String, String> settings(S3 s3) {
    Map<String, String> settings = new HashMap<>(s3.flinkSettings());
    // The server that stands for S3 doesn't answer when markers of folders above are deleted.
    settings.put("fs.s3a.directory.marker.retention", "keep");
    // And it has no ETag of files that were laid into its folders.
    settings.put("fs.s3a.change.detection.version.required", "false");
    settings.put("execution.checkpointing.interval", "2 s");
    settings.put("taskmanager.memory.process.size", "1536m");
    settings.put(
        "env.java.opts.all",
        String.join(
            " ",
            "-XX:TieredStopAtLevel=1",
            "-Daws.region=" + Sqs.REGION,
            "-Daws.accessKeyId=" + S3.ACCESS_KEY,
            "-Daws.secretAccessKey=" + S3.SECRET_KEY));
    return settings;
  }
}

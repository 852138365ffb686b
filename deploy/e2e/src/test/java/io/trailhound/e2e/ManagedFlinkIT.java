package io.trailhound.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.deploy.cloudformation.PropertyGroups;
import io.trailhound.job.TrailStream;
import io.trailhound.local.FlinkCluster;
import io.trailhound.local.FlinkLayout;
import io.trailhound.local.Kinesis;
import io.trailhound.local.Patience;
import io.trailhound.local.S3;
import io.trailhound.local.Sqs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cluster's jar with what deploy/managed-flink gives it: the template's own property groups, S3
 * by the plugin that Managed Flink has, and the demo's trail, of which a queue tells or which comes
 * by a stream.
 */
class ManagedFlinkIT {
  private static final String WORK = "work";
  private static final String TRAIL = "trail";

  /** Of the account that the local server takes for its own. */
  private static final String STREAM =
      "arn:aws:kinesis:" + Kinesis.REGION + ":000000000000:stream/" + TRAIL;

  private static List<String> expected;

  @TempDir Path folder;

  @BeforeAll
  static void inOneRun(@TempDir Path once) throws Exception {
    expected = DemoTrail.foundInOneRun(once);
    assertThat(expected).isNotEmpty();
  }

  @Test
  void theTemplatesJobReadsTheTrailByTheQueueAndWritesAlertsIntoTheWorkBucket() throws Exception {
    try (S3 s3 = S3.start(folder.resolve("s3"));
        Sqs sqs = Sqs.start(folder.resolve("sqs"));
        FlinkCluster flink = start(s3)) {
      TestQueue queue = TestQueue.create(sqs, TRAIL, Duration.ofSeconds(30));
      DemoTrail trail = new DemoTrail(TRAIL, s3.buckets().resolve(TRAIL));
      String job = submit(flink, s3, groups(Map.of(), queue.url()));
      for (Path file : DemoTrail.files()) {
        trail.bring(file, queue);
      }
      queue.awaitEmpty(() -> flink.rest().progress(job));
      trail.bringLongAfter(queue);
      requireAlerts(flink, job, s3);
    }
  }

  @Test
  void theTemplatesJobReadsAStreamAndWritesAlertsIntoTheWorkBucket() throws Exception {
    assumeTrue(Kinesis.isThere(), "Node runs the local Kinesis");
    try (S3 s3 = S3.start(folder.resolve("s3"));
        Kinesis kinesis = Kinesis.start(folder.resolve("kinesis"));
        TrailStream stream = TrailStream.create(kinesis, TRAIL, 2);
        FlinkCluster flink = start(s3)) {
      Map<String, Object> groups = groups(Map.of("StreamArn", STREAM), "no queue");
      assertThat(groups).doesNotContainKey("sqs-queue");
      groups.put("kinesis-endpoint", kinesis.url()); // the only thing that isn't the template's
      String job = submit(flink, s3, groups);
      List<byte[]> records = new ArrayList<>();
      for (Path file : DemoTrail.files()) {
        records.add(Files.readAllBytes(file));
      }
      stream.send(records);
      stream.sendToEach(DemoTrail.longAfter());
      requireAlerts(flink, job, s3);
    }
  }

  private FlinkCluster start(S3 s3) {
    return FlinkCluster.startLikeManagedFlink(
        folder.resolve("flink"), FlinkLayout.forTests(1, 2, settings(s3)));
  }

  private static void requireAlerts(FlinkCluster flink, String job, S3 s3) {
    Path work = s3.buckets().resolve(WORK);
    AlertFolder alerts = new AlertFolder(work.resolve("alerts"));
    Patience.await(
        "as many final alerts",
        alerts::finalLines,
        found -> found.size() >= expected.size(),
        () -> flink.rest().progress(job));
    assertThat(flink.rest().restarts(job)).isZero();
    flink.rest().stop(job);

    assertThat(alerts.finalLines()).isEqualTo(expected);
    assertThat(work.resolve("dead-letters")).doesNotExist();
    assertThat(work.resolve("late")).doesNotExist();
  }

  private String submit(FlinkCluster flink, S3 s3, Map<String, Object> groups) throws IOException {
    Path asn = s3.buckets().resolve(WORK).resolve("code/GeoLite2-ASN.mmdb");
    DemoTrail.lay(Files.readAllBytes(DemoTrail.ASN), asn);
    Files.createDirectories(s3.buckets().resolve(TRAIL));
    String config = propertyGroups(groups).toString();
    return flink.submit(Launcher.JOB, List.of("-p", "2"), List.of("--config", config));
  }

  /** The template's one group. */
  private static Map<String, Object> groups(Map<String, String> parameters, String queue)
      throws IOException {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("Lateness", DemoTrail.LATENESS);
    Map<?, ?> group = (Map<?, ?>) PropertyGroups.of(all, queue, WORK).get(0);
    Map<String, Object> properties = new HashMap<>();
    ((Map<?, ?>) group.get("PropertyMap")).forEach((key, it) -> properties.put((String) key, it));
    return properties;
  }

  /** In the form of the file that Managed Flink puts beside the job. */
  private Path propertyGroups(Map<String, Object> properties) throws IOException {
    List<?> groups = List.of(Map.of("PropertyGroupId", "trailhound", "PropertyMap", properties));
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
    settings.put("env.java.opts.all", QuickCluster.java());
    return settings;
  }
}

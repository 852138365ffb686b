package io.trailhound.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trailhound.job.Vectors;
import io.trailhound.job.source.sqs.NotificationBodies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The demo's week as files that come into a bucket, of which S3 tells a queue. */
record DemoTrail(String bucket, Path objects) {
  static final Path ASN = Launcher.HOME.resolve("testdata/asn/trailhound-demo.mmdb");

  /** The demo's week comes in no time and in no order. */
  static final String LATENESS = "7d";

  private static final Path DEMO = Launcher.HOME.resolve("testdata/demo");

  /** Longer behind the demo: an event of then makes all alerts final. */
  private static final String LONG_AFTER = "2025-03-31T06:20:00Z";

  private static final String LONG_AFTER_KEY =
      "AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/31/"
          + "111122223333_CloudTrail_eu-west-1_20250331T0620Z_0000000000000000.json";

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(DEMO.resolve("AWSLogs"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The final alerts of a local run over all of it. */
  static List<String> foundInOneRun(Path folder) throws Exception {
    AlertFolder found = new AlertFolder(folder);
    Launcher.run(
            "run",
            "--input=" + DEMO.resolve("AWSLogs"),
            "--asn-db=" + ASN,
            "--alerts=" + found.argument())
        .done();
    return found.finalLines();
  }

  /** One of the files comes. */
  void bring(Path file, TestQueue queue) throws Exception {
    bring(Files.readAllBytes(file), DEMO.relativize(file).toString(), queue);
  }

  /** Behind all of them. */
  void bringLongAfter(TestQueue queue) throws Exception {
    bring(longAfter(), LONG_AFTER_KEY, queue);
  }

  static byte[] longAfter() {
    return Vectors.recordOf(Instant.parse(LONG_AFTER)).getBytes(UTF_8);
  }

  private void bring(byte[] content, String key, TestQueue queue) throws Exception {
    lay(content, objects.resolve(key));
    queue.send(NotificationBodies.s3(bucket, key));
  }

  static void lay(byte[] content, Path object) throws IOException {
    Files.createDirectories(object.getParent());
    Files.write(object, content);
  }
}

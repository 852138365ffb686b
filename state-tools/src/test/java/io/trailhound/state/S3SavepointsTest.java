package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Bucket;
import io.trailhound.job.Cuts;
import io.trailhound.job.Vectors;
import io.trailhound.local.S3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints in a bucket of an S3 server. */
class S3SavepointsTest {
  private static final String COMMITTED = Committed.SAVEPOINT.toString();

  @TempDir private Path folder;

  @Test
  void areReadAndWrittenAsThoseOnDisk() throws Exception {
    try (S3 s3 = S3.start(folder.resolve("s3"))) {
      Files.createDirectories(s3.buckets().resolve("state"));
      String file = folder.resolve("state.ndjson").toString();
      assertDone(Ran.of("export", COMMITTED, "--out", file));
      assertDone(on(s3, "import", file, "--out", "s3p://state/first"));
      assertDone(on(s3, "export", "s3p://state/first", "--out", "s3p://state/state.ndjson"));
      assertDone(on(s3, "import", "s3p://state/state.ndjson", "--out", "s3p://state/second"));

      assertThat(on(s3, "diff", "s3p://state/second", COMMITTED)).isEqualTo(new Ran(0, "", ""));
      assertThat(on(s3, "export", "s3a://state/second", "--out", "-").out().lines().skip(1))
          .hasSizeGreaterThan(100)
          .containsExactlyInAnyOrderElementsOf(SavepointsTest.lines(COMMITTED));
      assertThat(on(s3, "inspect", "s3p://state/nowhere").err())
          .startsWith("trailhound: 's3p://state/nowhere' cannot be read as a savepoint")
          .hasLineCount(1);
    }
  }

  @Test
  void anArchiveInABucketBecomesASavepointInABucket() throws Exception {
    try (S3 s3 = S3.start(folder.resolve("s3"))) {
      List<String> calls = VectorsJob.RECORDS.subList(0, 100);
      Bucket.connect(s3);
      Bucket.create(s3, "trail").put(Map.of("AWSLogs/calls.json", calls));
      Path here = folder.resolve("trail");
      Cuts.writeTrail(here.resolve("AWSLogs/calls.json"), calls);
      Files.createDirectories(s3.buckets().resolve("state"));
      assertDone(bootstrap(s3, "s3p://trail/AWSLogs/", "s3p://state/warm"));
      String local = folder.resolve("warm").toString();
      assertDone(bootstrap(s3, here.resolve("AWSLogs").toString(), local));

      assertThat(on(s3, "export", "s3p://state/warm", "--out", "-").out().lines().skip(1))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(SavepointsTest.lines(local));
      assertThat(bootstrap(s3, "s3p://trail/AWSLogs/", "s3p://state/warm").err())
          .startsWith("trailhound: out: 's3p://state/warm' exists.")
          .hasLineCount(1);
      assertThat(bootstrap(s3, "s3p://trail/AWSLogs/", "s3p://nowhere/warm").err())
          .startsWith("trailhound: out: 's3p://nowhere/warm' cannot be ")
          .hasLineCount(1);
    }
  }

  private static Ran bootstrap(S3 s3, String archive, String out) {
    return on(
        s3,
        "bootstrap",
        "--input=" + archive,
        "--until=2026-12-01",
        "--asn-db=" + Vectors.ASN_DB,
        "--parallelism=1",
        "--out=" + out);
  }

  private static void assertDone(Ran command) {
    assertThat(command.exitCode()).as(command.err()).isZero();
  }

  private static Ran on(S3 s3, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    s3.flinkSettings().forEach((key, value) -> all.add("-D" + key + "=" + value));
    return Ran.of(all.toArray(String[]::new));
  }
}

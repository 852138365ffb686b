package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Bucket;
import io.trailhound.job.Servers;
import io.trailhound.job.Vectors;
import io.trailhound.job.WithServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(WithServers.class)
class S3CheckpointsIT {
  @TempDir Path folder;

  /** Flink itself knows {@code s3a://} by the other plugin only, and would end the job. */
  @Test
  void thoseOfALocalRunMayLieInABucketByAnySpelling(Servers servers) throws Exception {
    Bucket.create(servers.s3(), "checkpoints");
    List<String> run = new ArrayList<>(List.of("run", "--input=" + Vectors.EVENTS));
    run.add("--asn-db=" + Vectors.ASN_DB);
    run.add("--alerts=" + folder.resolve("alerts.ndjson"));
    servers.s3().flinkSettings().forEach((key, value) -> run.add("-D" + key + "=" + value));
    run.add("-Dexecution.checkpointing.dir=s3a://checkpoints/here");
    run.add("-Dexecution.checkpointing.interval=50ms");

    CommandLineRun ended = CommandLineRun.of(run.toArray(String[]::new));

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(folder.resolve("alerts.ndjson")).isNotEmptyFile();
  }
}

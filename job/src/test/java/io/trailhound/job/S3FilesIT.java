package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.local.S3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vectors as a trail in a real S3 server's bucket, through Flink's presto plugin. */
class S3FilesIT {
  private static final Duration DELIVERY = Duration.ofMinutes(15);
  private static final Bucket BUCKET = new Bucket("trail");

  @TempDir static Path folder;
  private static S3 s3;

  @BeforeAll
  static void aTrailInABucket() throws Exception {
    s3 = S3.start(folder);
    Configuration settings = new Configuration();
    s3.flinkSettings().forEach(settings::setString);
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    Files.createDirectories(s3.buckets().resolve(BUCKET.name()));
    BUCKET.put(Cuts.trail(Vectors.events(), DELIVERY));
  }

  @AfterAll
  static void end() {
    s3.close();
  }

  @Test
  void theVectorsGiveTheExpectedAlerts() throws Exception {
    JobRun run =
        JobRun.of(TestSources.files(FilesConfig.of(BUCKET.uri())), 2, JobRun.settings("hashmap"));

    assertThat(run.late()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
    assertThat(Vectors.canonical(run.finals())).isEqualTo(Vectors.expected());
  }
}

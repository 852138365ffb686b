package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.config.Arguments;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFilesTest {
  @TempDir Path folder;

  @Test
  void aFolderOfAJobThatGoesOnNeedsCheckpoints() {
    for (String key : new String[] {"alerts", "incidents", "dead-letters", "late"}) {
      assertNeedsThem(key, "--input=in", "--watch=1m", "--" + key + "=" + folder);
      assertNeedsThem(key, "--input=in", "--watch=1m", "--" + key + "=" + folder + "/out/");
    }
    String[] kafka = {"--source=kafka", "--kafka-servers=h:1", "--kafka-topic=t"};
    assertNeedsThem("alerts", with(kafka, "--alerts=out/"));
  }

  @Test
  void whatEndsOrIsOneFileNeedsNone() {
    assertNeedsNone("--input=in", "--alerts=out/", "--late=late/");
    assertNeedsNone("--input=in", "--watch=1m", "--alerts=" + folder + "/out");
    assertNeedsNone("--input=in", "--watch=1m");
  }

  @Test
  void anIntervalThatIsGivenStands() {
    Duration given = Duration.ofMinutes(3);
    Configuration settings =
        new Configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, given);
    JobConfig config = config("--input=in", "--watch=1m", "--alerts=out/");
    assertThat(interval(PartFiles.finishing(config, settings))).isEqualTo(given);
    PartFiles.requireCheckpoints(config, SharedFlink.environment(1, settings));
  }

  private static void assertNeedsThem(String key, String... args) {
    JobConfig config = config(args);
    assertThatThrownBy(
            () ->
                PartFiles.requireCheckpoints(
                    config, SharedFlink.environment(1, new Configuration())))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + ": '")
        .hasMessageContaining("is a folder, whose files get their names with a checkpoint")
        .hasMessageContaining("Right would be: -D execution.checkpointing.interval=30s");
    Configuration local = PartFiles.finishing(config, new Configuration());
    assertThat(interval(local)).isEqualTo(PartFiles.INTERVAL);
    PartFiles.requireCheckpoints(config, SharedFlink.environment(1, local));
  }

  private static void assertNeedsNone(String... args) {
    JobConfig config = config(args);
    PartFiles.requireCheckpoints(config, SharedFlink.environment(1, new Configuration()));
    assertThat(interval(PartFiles.finishing(config, new Configuration()))).isNull();
  }

  private static Duration interval(Configuration settings) {
    return settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL);
  }

  private static JobConfig config(String... args) {
    return JobConfig.of(Arguments.parse(args));
  }

  private static String[] with(String[] args, String last) {
    return Stream.concat(Stream.of(args), Stream.of(last)).toArray(String[]::new);
  }
}

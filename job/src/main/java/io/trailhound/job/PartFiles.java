package io.trailhound.job;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.JobConfig;
import io.trailhound.job.config.OutputFiles;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Outputs that are folders, and whether the job ends in; out, whether checkpoints have to be made:
 * they finish part files, which have hidden names until then. Nothing else would, where the job
 * goes on for ever.
 */
public final class PartFiles {
  /** How long lines stay hidden in a local run; a checkpoint of little state takes milliseconds. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private PartFiles() {}

  /** These settings, for a run in this process, with checkpoints where they have to be made. */
  public static Configuration finishing(JobConfig config, Configuration settings) {
    Configuration with = new Configuration(settings);
    if (unfinished(config).isPresent()
        && !settings.contains(CheckpointingOptions.CHECKPOINTING_INTERVAL)) {
      with.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL);
    }
    return with;
  }

  /**
   * @throws ConfigException when the job makes no checkpoints, and a folder would show nothing
   */
  static void requireCheckpoints(JobConfig config, StreamExecutionEnvironment environment) {
    if (environment.getCheckpointConfig().isCheckpointingEnabled()) {
      return;
    }
    unfinished(config)
        .ifPresent(
            output -> {
              throw new ConfigException(
                  "%s: '%s' is a folder, whose files get their names with a checkpoint, and there are none. Right would be: -D execution.checkpointing.interval=30s, the same in the cluster's configuration, or one file."
                      .formatted(output.getKey(), output.getValue()));
            });
  }

  /** The first folder whose files nothing but a checkpoint finishes. */
  private static Optional<Map.Entry<String, String>> unfinished(JobConfig config) {
    return config.goesOn()
        ? config.outputs().entrySet().stream()
            .filter(output -> OutputFiles.isFolder(output.getValue()))
            .findFirst()
        : Optional.empty();
  }
}

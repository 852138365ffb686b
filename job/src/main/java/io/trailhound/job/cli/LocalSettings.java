package io.trailhound.job.cli;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** What a Flink in this process needs, whatever it runs. */
public final class LocalSettings {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST_BY_DEFAULT = 4;

  /** Flink's own, which is enough up to a parallelism of 8 (2,048 buffers of 32 KiB). */
  private static final int LEAST_NETWORK = 64;

  private LocalSettings() {}

  /** How many subtasks an operator has when nobody says: of processors, at most 4. */
  public static int parallelism() {
    return Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors());
  }

  /** Buffers for every pair of subtasks, and no port that others can reach. */
  public static Configuration of(int parallelism) {
    // A shuffle has a channel from each subtask to each, and the job has 14: 42 buffers a pair.
    return withNetwork(Math.max(LEAST_NETWORK, parallelism * parallelism * 3 / 2))
        // Without a word Flink's server for jars listens to everybody.
        .set(JobManagerOptions.BIND_HOST, LOOPBACK)
        .set(TaskManagerOptions.BIND_HOST, LOOPBACK);
  }

  /** As text: Flink may make text of a size by itself, in digits that it can't read in Arabic. */
  static Configuration withNetwork(int megabytes) {
    Configuration settings = new Configuration();
    settings.setString(TaskManagerOptions.NETWORK_MEMORY_MIN.key(), megabytes + "m");
    settings.setString(TaskManagerOptions.NETWORK_MEMORY_MAX.key(), megabytes + "m");
    return settings;
  }
}

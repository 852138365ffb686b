package io.trailhound.job.cli;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster inside this process: no web server, no port that others can reach, and all its
 * files in one temporary folder.
 */
final class LocalCluster implements AutoCloseable {
  private static final Duration PROGRESS_ON_TERMINAL = Duration.ofMillis(250);
  private static final Duration PROGRESS_IN_LOG = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final int parallelism;
  private final TemporaryFolder folder;
  private final MiniCluster cluster;
  private final CleanUp.Task end = this::endCluster;

  /**
   * @param settings Flink's own, for this run
   */
  LocalCluster(Configuration settings, int parallelism) throws Exception {
    this.configuration = new Configuration(settings);
    this.parallelism = parallelism;
    defaultTo(TaskManagerOptions.NETWORK_MEMORY_MIN.key(), "64m");
    defaultTo(TaskManagerOptions.NETWORK_MEMORY_MAX.key(), "64m");
    defaultTo(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "64m");
    // A user's mistake or a full disk doesn't go away by trying again.
    defaultTo("restart-strategy.type", "none");
    // One job asks for slots, at once: nothing is gained by waiting for others.
    defaultTo(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY.key(), "0 ms");
    defaultTo(ResourceManagerOptions.DECLARE_NEEDED_RESOURCE_DELAY.key(), "0 ms");
    folder = TemporaryFolder.create();
    defaultTo(CoreOptions.TMP_DIRS.key(), folder.path().toString());
    defaultTo(WebOptions.TMP_DIR.key(), folder.path().toString());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .withRandomPorts()
                .build());
    CleanUp.add(end);
    try {
      cluster.start();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** Settings that show progress on standard error while a job runs. */
  static Configuration withProgress(Terminal terminal) {
    Configuration settings = new Configuration();
    String reporter = "metrics.reporter.progress.";
    Duration interval = terminal.err() ? PROGRESS_ON_TERMINAL : PROGRESS_IN_LOG;
    settings.setString(reporter + "factory.class", ProgressFactory.class.getName());
    settings.setString(reporter + "interval", interval.toMillis() + " ms");
    settings.setString(reporter + ProgressFactory.TERMINAL, String.valueOf(terminal.err()));
    return settings;
  }

  /** Where a job for this cluster is drawn. */
  StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    environment.setParallelism(parallelism);
    return environment;
  }

  /** Runs what was drawn in {@code environment} and returns when it has ended. */
  void run(StreamExecutionEnvironment environment)
      throws JobExecutionException, InterruptedException {
    cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
  }

  @Override
  public void close() throws IOException {
    CleanUp.remove(end);
    try (folder) {
      endCluster();
    }
  }

  private void endCluster() {
    cluster.closeAsync().join();
  }

  private void defaultTo(String key, String value) {
    if (!configuration.containsKey(key)) {
      configuration.setString(key, value);
    }
  }
}

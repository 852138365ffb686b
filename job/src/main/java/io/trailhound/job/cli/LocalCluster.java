package io.trailhound.job.cli;

import io.trailhound.text.S3Spelling;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster inside this process: no port that others can reach, and all its files in one
 * temporary folder. It starts while the job is drawn that it will run.
 */
final class LocalCluster implements AutoCloseable {
  private static final Duration PROGRESS_ON_TERMINAL = Duration.ofMillis(250);
  private static final Duration PROGRESS_IN_LOG = Duration.ofSeconds(3);

  private final Configuration configuration;
  private final int parallelism;
  private final TemporaryFolder folder;
  private final MiniCluster cluster;
  private final Runnable end = this::endCluster;
  private final CompletableFuture<Void> start;
  private boolean ended;

  /**
   * @param settings Flink's own, for this run
   */
  LocalCluster(Configuration settings, int parallelism) throws Exception {
    this(settings, parallelism, 1);
  }

  /**
   * The same for several jobs at a time.
   *
   * @param jobs which may come from threads of their own
   */
  LocalCluster(Configuration settings, int parallelism, int jobs) throws Exception {
    this.configuration = LocalSettings.of(parallelism);
    this.configuration.addAll(settings);
    settings.toMap().forEach(this::spell);
    this.parallelism = parallelism;
    // What RocksDB may have; nobody else takes it.
    defaultTo(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "256m");
    // A user's mistake or a full disk doesn't go away by trying again.
    defaultTo("restart-strategy.type", "none");
    // One job asks for slots, at once: nothing is gained by waiting for others.
    defaultTo(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY.key(), "0 ms");
    defaultTo(ResourceManagerOptions.DECLARE_NEEDED_RESOURCE_DELAY.key(), "0 ms");
    folder = TemporaryFolder.create();
    defaultTo(CoreOptions.TMP_DIRS.key(), folder.path().toString());
    if (!configuration.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
      // Without a folder Flink keeps checkpoints in memory, and fails at 5 MB of one operator.
      configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder.path());
    }
    defaultTo(WebOptions.TMP_DIR.key(), folder.path().toString());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism * jobs)
                .withRandomPorts()
                .build());
    CleanUp.add(() -> end);
    start = CompletableFuture.runAsync(this::start, task -> new Thread(task, "start").start());
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
    return environment(Map.of());
  }

  /**
   * @param more settings, of this job alone
   */
  StreamExecutionEnvironment environment(Map<String, String> more) {
    Configuration settings = new Configuration(configuration);
    more.forEach(settings::setString);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    environment.setParallelism(parallelism);
    return environment;
  }

  /**
   * Runs what was drawn in {@code environment} and returns when it has ended.
   *
   * @throws CompletionException when the cluster can't start
   */
  void run(StreamExecutionEnvironment environment)
      throws JobExecutionException, InterruptedException {
    run(environment.getStreamGraph());
  }

  /** The same for a graph that was made of what was drawn. */
  void run(StreamGraph graph) throws JobExecutionException, InterruptedException {
    JobGraph job = graph.getJobGraph();
    start.join();
    cluster.executeJobBlocking(job);
  }

  /** The same, unless the job has to be stopped: then its savepoint is returned. */
  Optional<String> runUntil(BooleanSupplier stop, StreamGraph graph) throws Exception {
    JobGraph job = graph.getJobGraph();
    start.join();
    return new StoppableJob(cluster, job).runUntil(stop, "file:" + folder.path());
  }

  @Override
  public void close() throws IOException {
    try (folder) {
      CleanUp.now(end);
    }
  }

  private synchronized void start() {
    try {
      if (!ended) {
        cluster.start();
      }
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Waits for the start: what Flink is about to make would stay. */
  private synchronized void endCluster() {
    ended = true;
    cluster.closeAsync().join();
  }

  /** Folders of checkpoints and savepoints in S3, as they're answered here. */
  private void spell(String key, String value) {
    if (S3Spelling.isIn(value)) {
      configuration.setString(key, UserPath.of(value).toString());
    }
  }

  private void defaultTo(String key, String value) {
    if (!configuration.containsKey(key)) {
      configuration.setString(key, value);
    }
  }
}

package io.trailhound.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * One Flink cluster in this JVM for the jobs of all its tests: settings of a job come in, an
 * environment that runs it there goes out. Starting one for each job takes longer than most jobs.
 */
public final class SharedFlink {
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS_OF_EACH = 2;

  /** A job as parallel as this runs on every TaskManager. */
  static final int SLOTS = TASK_MANAGERS * SLOTS_OF_EACH;

  private static final MiniCluster CLUSTER = start();

  /** So many of its TaskManagers, the first ones, are gone. */
  private static final AtomicInteger LOST = new AtomicInteger();

  private SharedFlink() {}

  /**
   * @param parallelism up to {@link #SLOTS}
   */
  public static StreamExecutionEnvironment environment(int parallelism, Configuration settings) {
    Configuration all = patient();
    all.addAll(settings);
    return new TestStreamEnvironment(CLUSTER, all, parallelism, List.of(), List.of());
  }

  static MiniCluster cluster() {
    return CLUSTER;
  }

  /** Takes one of the TaskManagers away, and gives the cluster a new one. */
  static void loseTaskManager() throws Exception {
    CLUSTER.terminateTaskManager(LOST.getAndIncrement()).get();
    CLUSTER.startTaskManager();
  }

  private static MiniCluster start() {
    try {
      Path folder = Files.createTempDirectory("trailhound-flink");
      MiniCluster cluster = new MiniCluster(withFilesIn(folder));
      cluster.start();
      Thread end = new Thread(() -> end(cluster, folder), "end Flink");
      Runtime.getRuntime().addShutdownHook(end);
      return cluster;
    } catch (Exception e) {
      throw new IllegalStateException("a Flink cluster for tests", e);
    }
  }

  private static MiniClusterConfiguration withFilesIn(Path folder) {
    Configuration settings = patient();
    ScrapedReporter.configure(settings);
    settings.setString("io.tmp.dirs", folder.toString());
    settings.setString("web.tmpdir", folder.toString());
    // Flink numbers the files of what is large in the language's digits, of which the file system's
    // encoding may have none.
    settings.setString("blob.offload.minsize", Integer.toString(Integer.MAX_VALUE));
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(settings)
        .setNumTaskManagers(TASK_MANAGERS)
        .setNumSlotsPerTaskManager(SLOTS_OF_EACH)
        .withRandomPorts()
        .build();
  }

  private static void end(MiniCluster cluster, Path folder) {
    cluster.closeAsync().join();
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** However slow this machine is, nothing in the cluster counts as lost, and no job as stuck. */
  private static Configuration patient() {
    Configuration settings = new Configuration();
    settings.setString("pekko.ask.timeout", "10 min");
    settings.setString("heartbeat.timeout", "10 min");
    settings.setString("slot.request.timeout", "10 min");
    // Until then a job waits for the slots of one that is ending; behind it, that fails the job.
    settings.setString("resourcemanager.standalone.start-up-time", "86400000");
    return settings;
  }
}

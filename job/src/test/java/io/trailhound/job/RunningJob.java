package io.trailhound.job;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that runs on a Flink cluster in this process until it ends or a test stops it. */
public final class RunningJob implements AutoCloseable {
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS_OF_EACH = 3;

  private final MiniCluster cluster;
  private final JobGraph job;

  private RunningJob(MiniCluster cluster, JobGraph job) {
    this.cluster = cluster;
    this.job = job;
  }

  /**
   * Starts what {@code draw} puts into the environment.
   *
   * @param savepoint where to go on; null to begin
   */
  public static RunningJob start(
      Configuration settings,
      int parallelism,
      String savepoint,
      Consumer<StreamExecutionEnvironment> draw)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    draw.accept(env);
    JobGraph job = env.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(SLOTS_OF_EACH)
                .withRandomPorts()
                .build());
    cluster.start();
    cluster.submitJob(job).get();
    return new RunningJob(cluster, job);
  }

  /** Or have ended, as that of a source whose input has. */
  private boolean allTasksRun() throws Exception {
    for (var task : cluster.getExecutionGraph(job.getJobID()).get().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING
          && task.getExecutionState() != ExecutionState.FINISHED) {
        return false;
      }
    }
    return true;
  }

  /**
   * Stops with a savepoint and returns its path.
   *
   * @param drain whether this is the end of the input: what waits for a watermark comes out
   */
  public String stop(Path savepoints, boolean drain) throws Exception {
    return stop(savepoints, drain, SavepointFormatType.CANONICAL);
  }

  public String stop(Path savepoints, boolean drain, SavepointFormatType format) throws Exception {
    await().atMost(Duration.ofMinutes(1)).until(this::allTasksRun);
    return cluster.stopWithSavepoint(job.getJobID(), "file:" + savepoints, drain, format).get();
  }

  /** Takes one of the TaskManagers away, and gives the cluster a new one. */
  public void loseTaskManager() throws Exception {
    cluster.terminateTaskManager(0).get();
    cluster.startTaskManager();
  }

  public int checkpoints() throws Exception {
    return (int)
        cluster
            .getExecutionGraph(job.getJobID())
            .get()
            .getCheckpointStatsSnapshot()
            .getCounts()
            .getNumberOfCompletedCheckpoints();
  }

  /** Waits for the end of a job whose input ends. */
  public void end() throws Exception {
    cluster
        .requestJobResult(job.getJobID())
        .get()
        .toJobExecutionResult(RunningJob.class.getClassLoader());
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}

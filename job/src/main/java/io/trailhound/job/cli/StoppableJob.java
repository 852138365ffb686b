package io.trailhound.job.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.scheduler.stopwithsavepoint.StopWithSavepointStoppingException;
import org.apache.flink.util.ExceptionUtils;

/** A job in; its end out, or the savepoint with which it was stopped before. */
final class StoppableJob {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final ClassLoader CLASSES = StoppableJob.class.getClassLoader();

  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> result;

  /** Begins with it. */
  StoppableJob(MiniCluster cluster, JobGraph job) throws Exception {
    this.cluster = cluster;
    this.id = cluster.submitJob(job).get().getJobID();
    this.result = cluster.requestJobResult(id);
  }

  /**
   * Returns nothing when the job has come to its end.
   *
   * @throws org.apache.flink.runtime.client.JobExecutionException when it failed
   */
  Optional<String> runUntil(BooleanSupplier stop, String savepoints) throws Exception {
    while (true) {
      try {
        var unused =
            result.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS).toJobExecutionResult(CLASSES);
        return Optional.empty();
      } catch (TimeoutException goesOn) {
        Optional<String> savepoint = stop.getAsBoolean() ? stop(savepoints) : Optional.empty();
        if (savepoint.isPresent()) {
          // One that failed behind its savepoint may have been restarted.
          cluster.cancelJob(id).exceptionally(hasEnded -> null).join();
          result.join();
          return savepoint;
        }
      }
    }
  }

  /** Returns nothing where there's nothing to be stopped: not yet, or no more. */
  private Optional<String> stop(String savepoints) throws Exception {
    try {
      return Optional.of(
          cluster.stopWithSavepoint(id, savepoints, false, SavepointFormatType.CANONICAL).get());
    } catch (ExecutionException e) {
      // A task that ended meanwhile may have been told something, which is a failure to Flink. The
      // savepoint is whole; what sinks had to finish they finish when they go on from there.
      Optional<StopWithSavepointStoppingException> stopping =
          ExceptionUtils.findSerializedThrowable(
              e, StopWithSavepointStoppingException.class, CLASSES);
      if (stopping.isPresent()) {
        return Optional.of(stopping.get().getSavepointPath());
      }
      if (isNotRunningYet(e) || cluster.getJobStatus(id).get() != JobStatus.RUNNING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isNotRunningYet(Exception e) {
    return ExceptionUtils.findSerializedThrowable(e, CheckpointException.class, CLASSES)
        .map(CheckpointException::getCheckpointFailureReason)
        .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
        .isPresent();
  }
}

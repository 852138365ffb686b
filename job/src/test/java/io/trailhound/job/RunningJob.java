package io.trailhound.job;

import io.trailhound.local.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecution;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job that runs on {@link SharedFlink} until it ends or a test stops it. */
public final class RunningJob implements AutoCloseable {
  /** What a look saw, and how the job was just before. */
  private record Seen<T>(JobStatus status, T value) {}

  private final JobClient client;

  private RunningJob(JobClient client) {
    this.client = client;
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
    Configuration all = new Configuration(settings);
    if (savepoint != null) {
      all.setString("execution.state-recovery.path", savepoint);
    }
    StreamExecutionEnvironment env = SharedFlink.environment(parallelism, all);
    draw.accept(env);
    return start(env);
  }

  /** Starts what stands in an environment of {@link SharedFlink}. */
  static RunningJob start(StreamExecutionEnvironment env) throws Exception {
    return new RunningJob(env.executeAsync());
  }

  JobID id() {
    return client.getJobID();
  }

  /** As {@link Patience} does, but no longer than the job runs. */
  public <T> T await(String what, Callable<T> look, Predicate<? super T> done) {
    return Patience.await(
            what,
            () -> look(look),
            seen -> (seen.value != null && done.test(seen.value)) || isOver(what, seen))
        .value;
  }

  private <T> Seen<T> look(Callable<T> look) throws Exception {
    JobStatus status = client.getJobStatus().get();
    try {
      return new Seen<>(status, look.call());
    } catch (Exception e) {
      if (status.isGloballyTerminalState()) {
        return new Seen<>(status, null);
      }
      throw e;
    }
  }

  private boolean isOver(String what, Seen<?> seen) {
    if (!seen.status.isGloballyTerminalState()) {
      return false;
    }
    AssertionError over =
        new AssertionError(
            String.format(
                Locale.ROOT, "%s: the job is %s. Seen: %s", what, seen.status, seen.value));
    try {
      end();
    } catch (Exception why) {
      over.initCause(why);
    }
    throw over;
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
    await("all tasks run", this::tasks, RunningJob::allRun);
    try {
      return client.stopWithSavepoint(drain, "file:" + savepoints, format).get();
    } catch (ExecutionException e) {
      throw new AssertionError("the job failed while it was stopped: " + failures(), e);
    }
  }

  /** Makes a savepoint while the job goes on; returns its path. */
  public String savepoint(Path savepoints) throws Exception {
    await("all tasks run", this::tasks, RunningJob::allRun);
    return client.triggerSavepoint("file:" + savepoints, SavepointFormatType.CANONICAL).get();
  }

  /** Of the job and of each attempt of its tasks, for Flink tells of the job's latest only. */
  private String failures() throws Exception {
    AccessExecutionGraph graph = graph();
    Stream<ErrorInfo> ofTasks =
        StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
            .flatMap(RunningJob::attempts)
            .flatMap(attempt -> attempt.getFailureInfo().stream());
    String all =
        Stream.concat(Stream.ofNullable(graph.getFailureInfo()), ofTasks)
            .map(ErrorInfo::getExceptionAsString)
            .distinct()
            .collect(Collectors.joining("\n"));
    return all.isEmpty() ? "nothing is known of why" : all;
  }

  private static Stream<AccessExecution> attempts(AccessExecutionVertex task) {
    return Stream.concat(
        task.getExecutionHistory().getHistoricalExecutions().stream(),
        task.getCurrentExecutions().stream());
  }

  private List<ExecutionState> tasks() throws Exception {
    return StreamSupport.stream(graph().getAllExecutionVertices().spliterator(), false)
        .map(AccessExecutionVertex::getExecutionState)
        .toList();
  }

  /** Or have ended, as that of a source whose input has. A job that is only beginning has none. */
  private static boolean allRun(List<ExecutionState> tasks) {
    return !tasks.isEmpty()
        && tasks.stream()
            .allMatch(task -> task == ExecutionState.RUNNING || task == ExecutionState.FINISHED);
  }

  /**
   * Waits until all tasks of the archive's source have ended. While one still runs, a savepoint has
   * something of it, which a job without the archive doesn't take.
   */
  void awaitArchivesEnd() {
    boolean unused = await("the archive's end", this::archiveHasEnded, ended -> ended);
  }

  private boolean archiveHasEnded() throws Exception {
    return StreamSupport.stream(graph().getVerticesTopologically().spliterator(), false)
        .filter(vertex -> vertex.getName().startsWith("Source: archive"))
        .map(AccessExecutionJobVertex::getAggregateState)
        .anyMatch(ExecutionState.FINISHED::equals);
  }

  public int checkpoints() throws Exception {
    return (int) checkpointStats().getCounts().getNumberOfCompletedCheckpoints();
  }

  /** Where the last one is. */
  public String lastCheckpoint() throws Exception {
    return checkpointStats().getHistory().getLatestCompletedCheckpoint().getExternalPath();
  }

  private CheckpointStatsSnapshot checkpointStats() throws Exception {
    return graph().getCheckpointStatsSnapshot();
  }

  /** Whether all of it came up again after a failure. */
  boolean wasRestarted() throws Exception {
    return graph().getStatusTimestamp(JobStatus.RESTARTING) > 0;
  }

  private AccessExecutionGraph graph() throws Exception {
    return SharedFlink.cluster().getExecutionGraph(client.getJobID()).get();
  }

  /** Waits for the end of a job whose input ends. */
  public void end() throws Exception {
    client.getJobExecutionResult().get();
  }

  /** Whether it runs, neither ended nor about to be restarted. */
  boolean runs() throws Exception {
    return client.getJobStatus().get() == JobStatus.RUNNING;
  }

  /** Ends it now, unless it has ended, and waits for its end. */
  @Override
  public void close() {
    client.cancel().exceptionally(hasEnded -> null).join();
    JobStatus unused =
        Patience.await(
            "the job's end", () -> client.getJobStatus().get(), JobStatus::isGloballyTerminalState);
  }
}

package io.trailhound.state.archive;

import io.trailhound.state.savepoint.LineProgress;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.core.execution.JobClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running job in; how much it has handled so far is told from time to time. Its functions count
 * that with {@link #counter}.
 */
final class JobProgress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobProgress.class);
  private static final String HANDLED = "handled";
  private static final int EVERY_SECONDS = 5;

  private final JobClient job;
  private final LineProgress progress;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  JobProgress(JobClient job, String things, PrintWriter out) {
    this.job = job;
    this.progress = new LineProgress(things, out);
    var unused =
        clock.scheduleWithFixedDelay(this::tell, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** One for all functions that run in a task. */
  static LongCounter counter(RuntimeContext context) {
    return context.getLongCounter(HANDLED);
  }

  private void tell() {
    try {
      job.getAccumulators().thenAccept(this::tell).join();
    } catch (CompletionException | IllegalStateException e) {
      LOG.debug("No figures this time", e); // thrown on, it would end the clock
    }
  }

  private void tell(Map<String, Object> counters) {
    progress.reached((Long) counters.getOrDefault(HANDLED, 0L));
  }

  /** Tells the last count, of a job that has ended. */
  void end() throws Exception {
    Map<String, Object> counters = job.getJobExecutionResult().get().getAllAccumulatorResults();
    clock.shutdownNow();
    tell(counters);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

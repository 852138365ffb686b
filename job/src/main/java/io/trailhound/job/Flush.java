package io.trailhound.job;

import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How long something may wait for more to fill its network buffer. From an event to its alert in
 * Kafka it's three to five times across the network, and of Flink's 100 ms each takes half. Under
 * load buffers are full long before; docs/performance.md has what it costs.
 *
 * <p>A cluster whose configuration says {@code execution.buffer-timeout.interval}, or switches it
 * off, has its way. It's said of operators, as some clusters refuse it of a job.
 */
public final class Flush {
  public static final long WITHIN_MILLIS = 10;

  private Flush() {}

  /** Sets it for all that is drawn. */
  public static void soon(StreamExecutionEnvironment environment) {
    if (isLeftToUs(environment)) {
      environment.getTransformations().stream()
          .map(Transformation::getTransitivePredecessors)
          .forEach(all -> all.forEach(it -> it.setBufferTimeout(WITHIN_MILLIS)));
    }
  }

  private static boolean isLeftToUs(StreamExecutionEnvironment environment) {
    var configuration = environment.getConfiguration();
    return configuration.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()
        && configuration.getOptional(ExecutionOptions.BUFFER_TIMEOUT_ENABLED).isEmpty();
  }
}

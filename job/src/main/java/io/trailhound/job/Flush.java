package io.trailhound.job;

import io.trailhound.model.Alert;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How long something may wait for more to fill its network buffer. From an event to its alert in
 * Kafka it's three to five times across the network, and of Flink's 100 ms each takes half.
 *
 * <p>A cluster whose configuration says {@code execution.buffer-timeout.interval}, or switches it
 * off, has its way. It's said of operators, as some clusters refuse it of a job.
 */
public final class Flush {
  /** Alerts are few: as soon as this costs nothing. */
  static final long ALERTS_WITHIN_MILLIS = 10;

  /** What there's much of. A job at full speed takes 2 % longer than with 100, with 10 ms 5 %. */
  static final long ALL_ELSE_WITHIN_MILLIS = 25;

  private Flush() {}

  /** Sets it for all that is drawn; sources are found only as what comes before others. */
  public static void soon(StreamExecutionEnvironment environment) {
    if (isLeftToUs(environment.getConfiguration())) {
      environment.getTransformations().stream()
          .map(Transformation::getTransitivePredecessors)
          .forEach(all -> all.forEach(it -> it.setBufferTimeout(within(it))));
    }
  }

  private static boolean isLeftToUs(ReadableConfig cluster) {
    return cluster.getOptional(ExecutionOptions.BUFFER_TIMEOUT).isEmpty()
        && cluster.getOptional(ExecutionOptions.BUFFER_TIMEOUT_ENABLED).isEmpty();
  }

  private static long within(Transformation<?> operator) {
    return operator.getOutputType().getTypeClass().equals(Alert.class)
        ? ALERTS_WITHIN_MILLIS
        : ALL_ELSE_WITHIN_MILLIS;
  }
}

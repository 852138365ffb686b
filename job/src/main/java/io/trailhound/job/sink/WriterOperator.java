package io.trailhound.job.sink;

import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Alerts in, what the sink's server refused for good out: Flink's own operator of a sink writer,
 * whose output isn't left unused.
 *
 * <p>{@code sinkTo} has no such way out: what a sink's writer hands on (committables) leaves it
 * with a checkpoint only, so without checkpoints never.
 */
public final class WriterOperator extends AbstractStreamOperatorFactory<DeadLetter>
    implements OneInputStreamOperatorFactory<Alert, DeadLetter> {
  private static final long serialVersionUID = 1L;

  /** After a restore only: all else goes at once. */
  public static final long MOST_MS_UNSENT = 100;

  private final Making making;

  /** Makes the sink where it runs. */
  @FunctionalInterface
  public interface Making extends Serializable {
    /**
     * @param deadLetters takes what is refused, in the task's thread
     */
    Sink<Alert> sink(Consumer<DeadLetter> deadLetters);
  }

  private WriterOperator(Making making) {
    this.making = making;
  }

  /**
   * Attaches it to alerts.
   *
   * @param name of the output
   * @return what is refused
   */
  public static Optional<DataStream<DeadLetter>> attach(
      DataStream<Alert> alerts, String name, String uid, Making making) {
    return Optional.of(
        alerts
            .transform(
                name + ": Writer", TypeInformation.of(DeadLetter.class), new WriterOperator(making))
            .setParallelism(1)
            .uid(uid));
  }

  /**
   * How Flink's writer is set up where the sink's own queue decides when something is sent.
   *
   * @param together so many entries make a request
   * @param waiting so many wait
   */
  public static AsyncSinkWriterConfiguration settings(
      int together, int waiting, RateLimitingStrategy queue) {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(together)
        .setMaxBatchSizeInBytes(Long.MAX_VALUE)
        .setMaxInFlightRequests(1)
        .setMaxBufferedRequests(waiting)
        .setMaxTimeInBufferMS(MOST_MS_UNSENT)
        .setMaxRecordSizeInBytes(Long.MAX_VALUE)
        .setRateLimitingStrategy(queue)
        .build();
  }

  @Override
  // The writer's operator itself sends nothing; the signature is Flink's.
  @SuppressWarnings({"unchecked", "rawtypes", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<DeadLetter>> T createStreamOperator(
      StreamOperatorParameters<DeadLetter> parameters) {
    Output<StreamRecord<DeadLetter>> output = parameters.getOutput();
    Sink<Alert> sink = making.sink(letter -> output.collect(new StreamRecord<>(letter)));
    SinkWriterOperatorFactory<Alert, ?> writer = new SinkWriterOperatorFactory<>(sink);
    writer.setProcessingTimeService(processingTimeService);
    writer.setMailboxExecutor(parameters.getMailboxExecutor());
    return (T) writer.createStreamOperator((StreamOperatorParameters) parameters);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return new SinkWriterOperatorFactory<Alert, Object>(making.sink(letter -> {}))
        .getStreamOperatorClass(loader);
  }
}

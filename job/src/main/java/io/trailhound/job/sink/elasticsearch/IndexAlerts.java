package io.trailhound.job.sink.elasticsearch;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.Rule;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Alerts in, what the server refused for good out: Flink's own operator of a sink writer, with
 * {@link ElasticsearchSink} in it, whose output isn't left unused.
 *
 * <p>{@code sinkTo} has no such way out: what a sink's writer hands on (committables) leaves it
 * with a checkpoint only, so without checkpoints never.
 */
final class IndexAlerts extends AbstractStreamOperatorFactory<DeadLetter>
    implements OneInputStreamOperatorFactory<Alert, DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final ElasticsearchConfig config;
  private final ToDocument documents;

  IndexAlerts(ElasticsearchConfig config, EcsAlert documents, List<Rule> rules) {
    this.config = config;
    this.documents = new ToDocument(documents, new IndexName(config, rules));
  }

  @Override
  // The writer's operator itself sends nothing; the signature is Flink's.
  @SuppressWarnings({"unchecked", "rawtypes", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<DeadLetter>> T createStreamOperator(
      StreamOperatorParameters<DeadLetter> parameters) {
    Output<StreamRecord<DeadLetter>> output = parameters.getOutput();
    ElasticsearchSink sink =
        new ElasticsearchSink(
            config, documents, letter -> output.collect(new StreamRecord<>(letter)));
    SinkWriterOperatorFactory<Alert, IndexedDocument> writer =
        new SinkWriterOperatorFactory<>(sink);
    writer.setProcessingTimeService(processingTimeService);
    writer.setMailboxExecutor(parameters.getMailboxExecutor());
    return (T) writer.createStreamOperator((StreamOperatorParameters) parameters);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return new SinkWriterOperatorFactory<Alert, IndexedDocument>(
            new ElasticsearchSink(config, documents, letter -> {}))
        .getStreamOperatorClass(loader);
  }
}

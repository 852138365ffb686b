package io.trailhound.job.sink.elasticsearch;

import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.sink.WriterOperator;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Alerts in, documents of an index of Elasticsearch or OpenSearch out. */
final class ElasticsearchSink extends AsyncSinkBase<Alert, IndexedDocument> {
  /** Some 30 MB. */
  static final int MOST_WAITING = 10_000;

  private final ToDocument documents;
  private final ElasticsearchConfig config;

  /** The sink is made where it runs, and never sent anywhere. */
  private final transient Consumer<DeadLetter> deadLetters;

  /**
   * @param deadLetters gets what the server refuses for good, in the task's thread
   */
  ElasticsearchSink(
      ElasticsearchConfig config, ToDocument documents, Consumer<DeadLetter> deadLetters) {
    super(
        documents,
        Waiting.MOST_DOCUMENTS,
        1,
        MOST_WAITING,
        Long.MAX_VALUE,
        WriterOperator.MOST_MS_UNSENT,
        Long.MAX_VALUE);
    this.config = config;
    this.documents = documents;
    this.deadLetters = deadLetters;
  }

  ElasticsearchConfig config() {
    return config;
  }

  ToDocument documents() {
    return documents;
  }

  Consumer<DeadLetter> deadLetters() {
    return deadLetters;
  }

  AsyncSinkWriterConfiguration writerSettings(Waiting waiting) {
    return WriterOperator.settings(getMaxBatchSize(), getMaxBufferedRequests(), waiting);
  }

  @Override
  public StatefulSinkWriter<Alert, BufferedRequestState<IndexedDocument>> createWriter(
      WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Alert, BufferedRequestState<IndexedDocument>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<IndexedDocument>> restored) {
    return new ElasticsearchWriter(this, context, restored, new Waiting());
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<IndexedDocument>>
      getWriterStateSerializer() {
    return new DocumentState();
  }
}

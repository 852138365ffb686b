package io.trailhound.job.sink.elasticsearch;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.ElasticsearchConfig;
import io.trailhound.job.sink.Output;
import io.trailhound.job.sink.WriterOperator;
import io.trailhound.model.Alert;
import io.trailhound.model.DeadLetter;
import io.trailhound.rules.Rule;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Alerts to Elasticsearch or OpenSearch; what's refused comes back for the dead letters. */
public final class ElasticsearchOutput implements Output<Alert> {
  private final ElasticsearchConfig config;
  private final ToDocument documents;
  private final String uid;

  /**
   * @param uid of the sink
   */
  public ElasticsearchOutput(
      ElasticsearchConfig config, EcsAlert documents, List<Rule> rules, String uid) {
    this.uid = uid;
    this.config = config;
    this.documents = new ToDocument(documents, new IndexName(config, rules));
  }

  @Override
  public Optional<DataStream<DeadLetter>> write(DataStream<Alert> alerts, String name) {
    ElasticsearchConfig settings = config;
    ToDocument convert = documents;
    return WriterOperator.attach(
        alerts, name, uid, letters -> new ElasticsearchSink(settings, convert, letters));
  }
}

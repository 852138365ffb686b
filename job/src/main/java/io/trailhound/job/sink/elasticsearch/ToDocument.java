package io.trailhound.job.sink.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.alert.EcsAlert;
import io.trailhound.job.sink.Revision;
import io.trailhound.model.Alert;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/**
 * An alert in, its document out: that of every other sink, and {@code event.ingested}, by which
 * Elastic's rules look for what is new.
 */
final class ToDocument implements ElementConverter<Alert, IndexedDocument> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EcsAlert documents;
  private final IndexName index;

  ToDocument(EcsAlert documents, IndexName index) {
    this.documents = documents;
    this.index = index;
  }

  @Override
  public IndexedDocument apply(Alert alert, SinkWriter.Context context) {
    try {
      ObjectNode document = (ObjectNode) JSON.readTree(documents.toJson(alert));
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      ((ObjectNode) document.get("event")).put("ingested", now.toString());
      byte[] json = JSON.writeValueAsBytes(document);
      return new IndexedDocument(index.of(alert), alert.id, Revision.of(alert), json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // it's our own JSON
    }
  }
}

package io.trailhound.job.sink.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Documents in, one {@code _bulk} request, and what became of each of them out. */
final class Bulk {
  private static final ContentType NDJSON = ContentType.create("application/x-ndjson");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory LINES = new JsonFactory();
  private static final int CONFLICT = 409;

  private Bulk() {}

  /** Sends them, and waits for the answer; without one, all are to be sent again. */
  static Answer send(List<IndexedDocument> documents, RestClient server) {
    try {
      Request bulk = new Request("POST", "/_bulk");
      bulk.addParameter("filter_path", "items.index.status,items.index.error");
      bulk.setEntity(new NByteArrayEntity(body(documents), NDJSON));
      try (InputStream answer = server.performRequest(bulk).getEntity().getContent()) {
        return read(documents, JSON.readTree(answer).path("items"));
      }
    } catch (ResponseException e) {
      return refused(documents, e);
    } catch (IOException e) {
      return Answer.none(documents, e.toString());
    }
  }

  /** The lines of the request: what to do, and the document. */
  static byte[] body(List<IndexedDocument> documents) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (IndexedDocument document : documents) {
      try (JsonGenerator json = LINES.createGenerator(lines)) {
        json.writeStartObject();
        json.writeObjectFieldStart("index");
        json.writeStringField("_index", document.index());
        json.writeStringField("_id", document.id());
        json.writeNumberField("version", document.version());
        // Not "external": of two revisions with the same version the later one shall stay.
        json.writeStringField("version_type", "external_gte");
        json.writeEndObject();
        json.writeEndObject();
      }
      lines.write('\n');
      lines.write(document.json());
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /** The answer to each document, in their order. */
  static Answer read(List<IndexedDocument> documents, JsonNode items) {
    if (items.size() != documents.size()) {
      return Answer.none(documents, "the answer is none to a bulk request");
    }
    List<Answer.Refused> refused = new ArrayList<>();
    List<IndexedDocument> again = new ArrayList<>();
    String trouble = null;
    for (int i = 0; i < documents.size(); i++) {
      JsonNode item = items.get(i).path("index");
      int status = item.path("status").asInt();
      ServerError error = ServerError.of(status, item.path("error"));
      if (status == CONFLICT || (status >= 200 && status < 300)) {
        continue; // there, or a newer revision is
      }
      if (error.mayPass() || error.makesNoIndex()) {
        again.add(documents.get(i));
        trouble = error.toString();
      } else {
        refused.add(new Answer.Refused(documents.get(i), error.toString()));
      }
    }
    return new Answer(refused, again, trouble, false);
  }

  /** All of them, for something that may be one document's fault: sent in ever smaller requests. */
  private static Answer refused(List<IndexedDocument> documents, ResponseException e) {
    ServerError error;
    try {
      error = ServerError.of(e);
    } catch (IOException unreadable) {
      return Answer.none(documents, unreadable.toString());
    }
    if (error.mayPass()) {
      return Answer.none(documents, error.toString());
    }
    if (documents.size() > 1) {
      return Answer.smaller(documents, error.toString());
    }
    Answer.Refused alone = new Answer.Refused(documents.get(0), error.toString());
    return new Answer(List.of(alone), List.of(), null, false);
  }
}

package io.trailhound.job.sink.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;

/**
 * An answer that is no success in, what it means out.
 *
 * @param status of HTTP, of the request or of one document in it
 * @param reason in the server's words
 */
record ServerError(int status, String reason) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_REASON = 1000;

  /** Of statuses below 500: nothing that another document or a later attempt couldn't pass. */
  private static final Set<Integer> NOT_THE_DOCUMENTS_FAULT = Set.of(401, 403, 404, 408, 429);

  /**
   * In the answer to a document, with status 400: an index can't be made, as when the cluster has
   * all the shards it may have. What is wrong with the document itself has another type.
   */
  private static final String NO_INDEX = "validation_exception: ";

  static ServerError of(ResponseException e) throws IOException {
    int status = e.getResponse().getStatusLine().getStatusCode();
    String body =
        e.getResponse().getEntity() == null
            ? ""
            : EntityUtils.toString(e.getResponse().getEntity());
    try {
      return new ServerError(status, reason(JSON.readTree(body).path("error"), body));
    } catch (JsonProcessingException noJson) {
      return new ServerError(status, shortened(body));
    }
  }

  static ServerError of(int status, JsonNode error) {
    return new ServerError(status, reason(error, error.toString()));
  }

  private static String reason(JsonNode error, String otherwise) {
    if (!error.hasNonNull("reason")) {
      return shortened(error.isTextual() ? error.asText() : otherwise);
    }
    String cause = error.path("caused_by").path("reason").asText();
    return shortened(
        "%s: %s%s"
            .formatted(
                error.path("type").asText(),
                error.get("reason").asText(),
                cause.isEmpty() ? "" : " (" + cause + ")"));
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
  }

  /** Whether the same may be accepted later, without anybody changing the document. */
  boolean mayPass() {
    return status < 400 || status >= 500 || NOT_THE_DOCUMENTS_FAULT.contains(status);
  }

  /** Whether it's about the index that a document asks for, and not about the document. */
  boolean makesNoIndex() {
    return reason.startsWith(NO_INDEX);
  }

  /** Whether it's about who we are. */
  boolean deniesAccess() {
    return status == 401 || status == 403;
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }
}

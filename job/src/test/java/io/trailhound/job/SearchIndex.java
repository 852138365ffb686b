package io.trailhound.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.local.Elasticsearch;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An index of a real server, or several by a pattern, read and prepared by tests. */
record SearchIndex(Elasticsearch server, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** All documents, without {@code event.ingested}, which each must have. */
  List<String> documents() throws Exception {
    List<String> documents = new ArrayList<>();
    for (JsonNode hit : hits()) {
      ObjectNode document = (ObjectNode) hit.get("_source");
      if (((ObjectNode) document.get("event")).remove("ingested") == null) {
        throw new AssertionError("no event.ingested: " + document);
      }
      documents.add(document.toString());
    }
    return documents;
  }

  /** Phase by id. */
  Map<String, String> phases() throws Exception {
    Map<String, String> phases = new TreeMap<>();
    for (JsonNode hit : hits()) {
      phases.put(hit.get("_id").asText(), hit.at("/_source/trailhound/phase").asText());
    }
    return phases;
  }

  /** How many there are, each copy counted. */
  int count() throws Exception {
    return count("*");
  }

  /** How many final ones there are. */
  int finals() throws Exception {
    return count("trailhound.phase:" + Alert.FINAL);
  }

  private int count(String query) throws Exception {
    refresh();
    String path = "/_count?ignore_unavailable=true&allow_no_indices=true&q=" + query;
    return call("GET", "/" + name + path, "").get("count").asInt();
  }

  private JsonNode hits() throws Exception {
    refresh();
    return call(
            "POST",
            "/" + name + "/_search?size=10000&ignore_unavailable=true&allow_no_indices=true",
            "")
        .at("/hits/hits");
  }

  private void refresh() throws Exception {
    call("POST", "/" + name + "/_refresh?ignore_unavailable=true", "");
  }

  void create(String mappings) throws Exception {
    call("PUT", "/" + name, "{\"mappings\":" + mappings + "}");
  }

  void block(String setting, boolean on) throws Exception {
    call("PUT", "/" + name + "/_settings", "{\"index.blocks.%s\":%s}".formatted(setting, on));
  }

  /** Where a field's type is, in the index as it is. */
  JsonNode field(String... path) throws Exception {
    return call("GET", "/" + name + "/_mapping", "")
        .at("/" + name + "/mappings/properties/" + String.join("/properties/", path));
  }

  JsonNode call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}

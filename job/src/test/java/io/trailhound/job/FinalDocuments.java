package io.trailhound.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Alert documents in, the final ones by id out, to compare what two sinks hold. */
final class FinalDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FinalDocuments() {}

  static SortedMap<String, JsonNode> of(JobRun run) throws IOException {
    return of(run.documents().values());
  }

  static SortedMap<String, JsonNode> of(Collection<String> documents) throws IOException {
    SortedMap<String, JsonNode> byId = new TreeMap<>();
    for (String document : documents) {
      JsonNode json = JSON.readTree(document);
      if (json.at("/trailhound/phase").asText().equals("final")) {
        byId.put(json.at("/event/id").asText(), withoutVersion(json));
      }
    }
    return byId;
  }

  /** A {@link JobRun} doesn't know the version of Trailhound. */
  private static JsonNode withoutVersion(JsonNode json) {
    json.findParents("version").forEach(node -> ((ObjectNode) node).remove("version"));
    return json;
  }
}

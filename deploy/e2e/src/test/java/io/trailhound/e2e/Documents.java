package io.trailhound.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.job.Vectors;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.StreamSupport;

/** Alert documents come in; the final alerts in the vectors' canonical form go out. */
final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Documents() {}

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static String id(JsonNode document) {
    return document.at("/event/id").asText();
  }

  static String phase(JsonNode document) {
    return document.at("/trailhound/phase").asText();
  }

  static SortedSet<String> canonicalFinals(Collection<String> documents) {
    return Vectors.canonical(
        documents.stream()
            .map(Documents::parse)
            .filter(it -> phase(it).equals(Alert.FINAL))
            .map(Documents::alert)
            .toList());
  }

  private static Alert alert(JsonNode document) {
    JsonNode own = document.get("trailhound");
    Alert alert = new Alert();
    alert.id = id(document);
    alert.rule = document.at("/rule/name").asText();
    alert.time = time(document.get("@timestamp"));
    alert.group = group(document, own);
    alert.eventIds = texts(own.path("event_ids"));
    alert.term = own.path("term").asText();
    alert.firstSeen = time(own.path("first_seen"));
    alert.windowStart = time(own.at("/window/start"));
    alert.windowEnd = time(own.at("/window/end"));
    alert.count = own.path("count").asLong();
    alert.distinct = own.path("distinct").asLong();
    alert.total = own.path("total").asLong();
    alert.trusted = own.path("trusted").asLong();
    alert.uncommon = own.path("uncommon").asLong();
    alert.organizations = texts(own.path("organizations"));
    alert.sensitiveActions = texts(own.path("sensitive_actions"));
    return alert;
  }

  /**
   * A value that was missing has no key in the document; of the shipped rules only the type's can.
   */
  private static String group(JsonNode document, JsonNode own) {
    JsonNode group = own.path("group");
    if (document.at("/rule/category").asText().equals("rare_ratio")) {
      return Group.join(
          group.path("user.name").asText(null),
          group.path("aws.cloudtrail.user_identity.type").asText(null));
    }
    return group.isEmpty() ? null : group.elements().next().asText();
  }

  private static long time(JsonNode node) {
    return node.isTextual() ? Instant.parse(node.asText()).toEpochMilli() : 0;
  }

  private static List<String> texts(JsonNode array) {
    return new ArrayList<>(
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList());
  }
}

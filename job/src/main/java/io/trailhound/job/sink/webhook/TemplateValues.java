package io.trailhound.job.sink.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trailhound.job.alert.SchemaNames;
import io.trailhound.job.sink.delivery.Outgoing;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An alert in, what a template's placeholders stand for out: its fields, and some made of them. */
final class TemplateValues {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "trailhound.group.";

  /** What severities are called here, at PagerDuty, and how Teams colours them. */
  private record Level(String name, String pagerDuty, String colour) {}

  private static final Level MEDIUM = new Level("medium", "warning", "warning");

  private static final Map<Integer, Level> LEVELS =
      Map.of(
          21, new Level("low", "info", "accent"),
          47, MEDIUM,
          73, new Level("high", "error", "attention"),
          99, new Level("critical", "critical", "attention"));

  /** Names that no alert has. */
  static final List<String> MADE =
      List.of(
          "alert.action",
          "alert.color",
          "alert.document",
          "alert.heading",
          "alert.key",
          "alert.level",
          "alert.pagerduty_severity",
          "alert.token");

  private final JsonNode alert;
  private final Map<String, JsonNode> made = new TreeMap<>();

  /**
   * @param token may be null
   */
  TemplateValues(Outgoing message, String token) {
    try {
      this.alert = JSON.readTree(message.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it's our own JSON
    }
    boolean withdrawn = message.phase().equals(Alert.WITHDRAWN);
    Level level = LEVELS.getOrDefault(alert.at("/event/severity").asInt(), MEDIUM);
    String title = alert.at("/rule/description").asText();
    String word = withdrawn ? "withdrawn" : level.name();
    made.put("alert.document", alert);
    put("alert.action", withdrawn ? "resolve" : "trigger");
    put("alert.color", withdrawn ? "good" : level.colour());
    put("alert.heading", Character.toUpperCase(word.charAt(0)) + word.substring(1) + ": " + title);
    put("alert.key", message.key());
    put("alert.level", level.name());
    put("alert.pagerduty_severity", level.pagerDuty());
    put("alert.token", token);
  }

  private void put(String name, String value) {
    if (value != null) {
      made.put(name, TextNode.valueOf(value));
    }
  }

  static boolean isKnown(String name) {
    return MADE.contains(name) || name.startsWith(GROUP) || SchemaNames.ALL.contains(name);
  }

  /** Missing where the alert has none. */
  JsonNode get(String name) {
    JsonNode own = made.get(name);
    if (own != null) {
      return own;
    }
    if (name.startsWith(GROUP)) { // its fields have dots in their names
      return alert.at("/trailhound/group").path(name.substring(GROUP.length()));
    }
    JsonNode value = alert;
    for (String part : name.split("\\.")) {
      value = value.path(part);
    }
    return value.isMissingNode() ? MissingNode.getInstance() : value;
  }
}

package io.trailhound.state.savepoint;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.model.Group;
import io.trailhound.text.TerminalText;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One line of exported state: a value, or one entry of a map, of one key of one operator; or the
 * event-time timers of a key. Times are milliseconds since 1970.
 *
 * @param operator its uid
 * @param key the rule and the group's values; for a window its start too; for revisions the alert's
 *     id
 * @param state the name of the state, or {@link #TIMERS}
 * @param entry the entry's key in a map; null otherwise
 */
@JsonPropertyOrder({"operator", "key", "state", "entry", "value"})
public record StateLine(
    String operator, JsonNode key, String state, JsonNode entry, JsonNode value) {
  public static final String TIMERS = "timers";

  private static final String BEGINNING = "{\"operator\":\"";
  public static final String GROUP = "group";

  /**
   * @param key of the operator's key type
   */
  public static JsonNode readable(Object key) {
    JsonNode readable = StateJson.tree(key);
    if (readable instanceof ObjectNode fields && fields.has(GROUP)) {
      ArrayNode values = fields.arrayNode();
      for (String part : Group.split(fields.get(GROUP).asText())) {
        values.add(part);
      }
      fields.set(GROUP, values);
    }
    return readable;
  }

  /** The operator's own key again. */
  <K> K key(Class<K> type) {
    try {
      JsonNode joined = key;
      if (key.get(GROUP) instanceof ArrayNode values) {
        String[] parts = new String[values.size()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = values.get(i).textValue();
        }
        joined = ((ObjectNode) key.deepCopy()).put(GROUP, Group.join(parts));
      }
      return StateJson.read(joined, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The uid of a line's operator, without reading more of it where it comes first. */
  public static String operator(String json) {
    int end = json.startsWith(BEGINNING) ? json.indexOf('"', BEGINNING.length()) : -1;
    return end < 0 ? parse(json).operator() : json.substring(BEGINNING.length(), end);
  }

  public static StateLine parse(String json) {
    try {
      return StateJson.MAPPER.readValue(json, StateLine.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String toJson() {
    try {
      return StateJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rule whose state it is; empty for the revisions of alerts. */
  public Optional<String> rule() {
    return Optional.ofNullable(key.get("rule")).map(JsonNode::asText);
  }

  /** The group's values as one text, the principal first; the key itself where there is none. */
  public String who() {
    JsonNode group = key.get(GROUP);
    if (group == null) {
      return key.asText();
    }
    StringBuilder text = new StringBuilder();
    group.forEach(
        part -> text.append(text.isEmpty() ? "" : " ").append(part.isNull() ? "-" : part.asText()));
    return text.toString();
  }

  /** Whether it's one of the group's values, whatever these are. */
  public boolean isOf(String principal) {
    JsonNode group = key.get(GROUP);
    if (group == null) {
      return false;
    }
    for (JsonNode part : group) {
      if (is(part, principal)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether {@code part} is {@code value}, or is shown as it: no command line can give some of the
   * characters that are escaped there. A missing value is none that is called {@code null}.
   */
  public static boolean is(JsonNode part, String value) {
    return part.isTextual()
        && (part.textValue().equals(value) || TerminalText.escape(part.textValue()).equals(value));
  }
}

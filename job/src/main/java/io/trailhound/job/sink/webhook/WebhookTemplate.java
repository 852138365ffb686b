package io.trailhound.job.sink.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;

/**
 * A JSON text with {@code ${field}} in its strings and an alert in, JSON with the values out.
 *
 * <p>Values are put into the parsed tree, never into its text: whatever an event says, it stays
 * within its string. A string that is a placeholder and nothing else becomes the value itself, be
 * it a number, a list or an object; without a value its key is left out. An object with {@code
 * "$if"} is left out when the field that this names has no value.
 */
final class WebhookTemplate {
  private static final String IF = "$if";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode template;

  /**
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  WebhookTemplate(String text) {
    try {
      this.template = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it's no JSON, line %s: %s. Right would be: JSON with ${field} within strings"
              .formatted(
                  e.getLocation() == null ? "1" : Integer.toString(e.getLocation().getLineNr()),
                  e.getOriginalMessage()),
          e);
    }
    if (!template.isObject()) {
      throw new IllegalArgumentException("it's no JSON object. Right would be: { ... }");
    }
    check(template);
  }

  private static void check(JsonNode node) {
    if (node.isTextual()) {
      Matcher placeholder = Placeholder.FORM.matcher(node.textValue());
      while (placeholder.find()) {
        Placeholder unused = Placeholder.of(placeholder.group(1));
      }
      if (placeholder.replaceAll("").contains("${")) {
        throw new IllegalArgumentException(
            "'%s' has a '${' without its '}'. Right would be: ${field}"
                .formatted(node.textValue()));
      }
    }
    JsonNode condition = node.path(IF);
    if (!condition.isMissingNode()
        && (!condition.isTextual() || !TemplateValues.isKnown(condition.textValue()))) {
      throw new IllegalArgumentException(
          "'$if' names no field: %s. Right would be: one without ${}".formatted(condition));
    }
    node.forEach(WebhookTemplate::check);
  }

  byte[] render(TemplateValues values) {
    try {
      return JSON.writeValueAsBytes(filled(template, values));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // a tree can be written
    }
  }

  private static JsonNode filled(JsonNode node, TemplateValues values) {
    if (node.isTextual()) {
      return filled(node.textValue(), values);
    }
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (JsonNode part : node) {
        JsonNode value = filled(part, values);
        if (!value.isMissingNode()) {
          list.add(value);
        }
      }
      return list;
    }
    return node.isObject() ? object(node, values) : node;
  }

  private static JsonNode object(JsonNode node, TemplateValues values) {
    JsonNode condition = node.path(IF);
    if (condition.isTextual() && values.get(condition.textValue()).isMissingNode()) {
      return MissingNode.getInstance();
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            field -> {
              JsonNode value = filled(field.getValue(), values);
              if (!field.getKey().equals(IF) && !value.isMissingNode()) {
                object.set(field.getKey(), value);
              }
            });
    return object;
  }

  private static JsonNode filled(String text, TemplateValues values) {
    Matcher alone = Placeholder.FORM.matcher(text);
    if (alone.matches()) {
      Placeholder placeholder = Placeholder.of(alone.group(1));
      JsonNode value = values.get(placeholder.name());
      return value.isMissingNode() || placeholder.filters().isEmpty()
          ? value
          : TextNode.valueOf(placeholder.text(value));
    }
    return TextNode.valueOf(
        Placeholder.FORM
            .matcher(text)
            .replaceAll(
                found -> {
                  Placeholder placeholder = Placeholder.of(found.group(1));
                  return Matcher.quoteReplacement(placeholder.text(values.get(placeholder.name())));
                }));
  }
}

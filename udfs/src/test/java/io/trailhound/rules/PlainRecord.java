package io.trailhound.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** A record's JSON and what its fields are by docs/rules.md, found by a walk for each question. */
record PlainRecord(JsonNode record) {

  /** All that is a value anywhere in the record. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    scalars(record, words);
    return words;
  }

  private static void scalars(JsonNode node, List<String> words) {
    if (node.isValueNode()) {
      if (!node.isNull()) {
        words.add(node.asText());
        words.add(unescapedObject(node.asText()));
      }
    } else {
      node.forEach(each -> scalars(each, words));
    }
  }

  /** The field's values as texts: of lists each, of an object its JSON, as it is and unescaped. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : nodes(field)) {
      if (node.isArray() || node.isNull()) {
        continue;
      }
      String text = node.isObject() ? node.toString() : node.asText();
      texts.add(text);
      if (!FieldNames.known(field)) {
        texts.add(unescapedObject(text));
      }
    }
    return texts;
  }

  private static String unescapedObject(String text) {
    return text.startsWith("{") ? text.replace("\\n", "\n").replaceAll("\\\\(.)", "$1") : text;
  }

  /** What stands where the field is: lists and what is in them. */
  List<JsonNode> nodes(String field) {
    List<JsonNode> found = new ArrayList<>();
    switch (field) {
      case "event.outcome" -> found.add(TextNode.valueOf(outcome()));
      case "event.action" -> walk(record, "eventName", found);
      case "event.provider" -> walk(record, "eventSource", found);
      case "cloud.region" -> walk(record, "awsRegion", found);
      case "source.address" -> walk(record, "sourceIPAddress", found);
      case "user_agent.original" -> walk(record, "userAgent", found);
      case "user.id" -> identity("principalId", found);
      case "aws.cloudtrail.user_identity.arn" -> identity("arn", found);
      case "aws.cloudtrail.user_identity.type" -> identity("type", found);
      case "aws.cloudtrail.user_identity.invoked_by" -> identity("invokedBy", found);
      default -> walk(record, field, found);
    }
    return found;
  }

  /** Under ECS names these count as missing. */
  private void identity(String key, List<JsonNode> found) {
    walk(record, "userIdentity." + key, found);
    found.removeIf(node -> node.isNull() || List.of("", "-", "none").contains(node.asText()));
  }

  private String outcome() {
    List<JsonNode> errors = new ArrayList<>();
    walk(record, "errorCode", errors);
    walk(record, "errorMessage", errors);
    return errors.stream().allMatch(none -> none.isNull() || none.asText().isEmpty())
        ? "success"
        : "failure";
  }

  private static void walk(JsonNode node, String path, List<JsonNode> found) {
    if (node == null) {
      return;
    }
    if (path.isEmpty()) {
      found.add(node);
      if (node.isArray()) {
        node.forEach(each -> walk(each, "", found));
      }
    } else if (node.isArray()) {
      node.forEach(each -> walk(each, path, found));
    } else {
      String[] parts = path.split("\\.", 2);
      walk(node.get(parts[0]), parts.length == 1 ? "" : parts[1], found);
    }
  }
}

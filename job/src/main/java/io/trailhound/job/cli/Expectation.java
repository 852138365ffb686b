package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.AlertDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Part of an alert document, as an example expects it: keys that stand here must have this value
 * (of an object, its keys), others aren't looked at.
 */
record Expectation(JsonNode part) {

  /** Every key that isn't as expected, in words; none when the alert is the expected one. */
  List<String> differences(AlertDocument alert) {
    List<String> differences = new ArrayList<>();
    compare("", part, alert.json(), differences);
    return differences;
  }

  private static void compare(
      String path, JsonNode expected, JsonNode actual, List<String> differences) {
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      JsonNode found = at(actual, entry.getKey());
      JsonNode value = entry.getValue();
      if (value.isObject() && !value.isEmpty()) {
        compare(name, value, found, differences);
      } else if (value.isObject() ? !found.isObject() : !value.equals(found)) {
        String is = found.isMissingNode() ? "missing" : found.toString();
        differences.add("%s is %s, not %s".formatted(name, is, value));
      }
    }
  }

  /** {@code key} itself, which may hold dots, or the path that its dots make. */
  private static JsonNode at(JsonNode node, String key) {
    JsonNode found = node.path(key);
    int dot = key.indexOf('.');
    if (!found.isMissingNode() || dot < 0) {
      return found;
    }
    return at(node.path(key.substring(0, dot)), key.substring(dot + 1));
  }
}

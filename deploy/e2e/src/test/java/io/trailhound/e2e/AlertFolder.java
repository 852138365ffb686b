package io.trailhound.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.model.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder that {@code --alerts} named comes in; the alerts in its finished files go out. */
record AlertFolder(Path path) {
  /** As the command line wants it. */
  String argument() {
    return path + "/";
  }

  List<JsonNode> documents() {
    return lines().stream().map(Documents::parse).toList();
  }

  List<String> lines() {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(it -> Files.isRegularFile(it) && !it.getFileName().toString().startsWith("."))
          .flatMap(it -> lines(it).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The final ones by their id. */
  SortedMap<String, JsonNode> finals() {
    SortedMap<String, JsonNode> byId = new TreeMap<>();
    for (JsonNode document : documents()) {
      if (Documents.phase(document).equals(Alert.FINAL)) {
        byId.put(Documents.id(document), document);
      }
    }
    return byId;
  }

  /**
   * The same as often as they were told, in the order of their texts: a chain that is repeated
   * tells its alert anew, under one id. Without what tells of silence, which is not of the rules.
   */
  List<String> finalLines() {
    return documents().stream()
        .filter(it -> Documents.phase(it).equals(Alert.FINAL))
        .filter(it -> !rule(it).equals("trailhound_trail_silent"))
        .map(JsonNode::toString)
        .sorted()
        .toList();
  }

  static SortedMap<String, JsonNode> only(
      SortedMap<String, JsonNode> alerts, Predicate<JsonNode> wanted) {
    SortedMap<String, JsonNode> some = new TreeMap<>(alerts);
    some.values().removeIf(wanted.negate());
    return some;
  }

  static String rule(JsonNode alert) {
    return alert.at("/rule/name").asText();
  }

  static String principal(JsonNode alert) {
    return alert.at("/aws/cloudtrail/user_identity/arn").asText();
  }
}

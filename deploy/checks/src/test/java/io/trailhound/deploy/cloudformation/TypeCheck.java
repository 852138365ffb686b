package io.trailhound.deploy.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A template in; out comes what CloudFormation would not take: types and properties that there
 * aren't, properties that are missing, values of another type or not among the allowed ones. What
 * functions return isn't looked at.
 */
final class TypeCheck {
  private final JsonNode types;
  private final JsonNode definitions;
  private final List<String> problems = new ArrayList<>();

  private TypeCheck(JsonNode specification) {
    this.types = specification.get("types");
    this.definitions = specification.get("definitions");
  }

  private static TypeCheck load() throws IOException {
    try (InputStream in = TypeCheck.class.getResourceAsStream("/cloudformation-types.json")) {
      return new TypeCheck(new ObjectMapper().readTree(in));
    }
  }

  static List<String> problems(Template template) throws IOException {
    TypeCheck check = load();
    template.section("Resources").forEach((name, it) -> check.resource(name, (Map<?, ?>) it));
    return check.problems;
  }

  /** Whether a resource of {@code type} has the attribute that {@code Fn::GetAtt} asks for. */
  static boolean hasAttribute(String type, String attribute) throws IOException {
    return load()
        .types
        .get(type)
        .get("attributes")
        .valueStream()
        .anyMatch(it -> it.asText().equals(attribute));
  }

  private void resource(Object name, Map<?, ?> resource) {
    JsonNode type = types.get((String) resource.get("Type"));
    if (type == null) {
      problems.add(name + ": no type " + resource.get("Type"));
      return;
    }
    members(type, (Map<?, ?>) resource.get("Properties"), (String) name);
  }

  private void members(JsonNode type, Map<?, ?> given, String path) {
    given.forEach(
        (key, value) -> {
          JsonNode property = type.get("properties").get((String) key);
          if (property == null) {
            problems.add(path + ": no property " + key);
          } else {
            value(property, value, path + "." + key);
          }
        });
    if (type.has("required")) {
      type.get("required").forEach(it -> require(given, it.asText(), path));
    }
  }

  private void require(Map<?, ?> given, String name, String path) {
    if (!given.containsKey(name)) {
      problems.add(path + ": " + name + " is missing");
    }
  }

  private void value(JsonNode type, Object value, String path) {
    List<?> branches = branches(value);
    if (!branches.isEmpty()) {
      branches.forEach(it -> value(type, it, path));
    } else if (isFunction(value)) {
      return;
    } else if (type.isTextual()) {
      scalar(type.asText(), value, path);
    } else if (type.has("values")) {
      if (type.get("values")
          .valueStream()
          .noneMatch(it -> it.asText().equals(String.valueOf(value)))) {
        problems.add(path + ": " + value + " is none of " + type.get("values"));
      }
    } else if (type.has("is")) {
      structure(definitions.get(type.get("is").asText()), value, path);
    } else if (type.has("list")) {
      list(type.get("list"), value, path);
    } else if (type.has("map")) {
      entries(type.get("map"), value, path);
    } else {
      oneOf(type.get("oneOf"), value, path);
    }
  }

  private void structure(JsonNode type, Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      members(type, map, path);
    } else {
      problems.add(path + ": no structure");
    }
  }

  private void list(JsonNode element, Object value, String path) {
    if (value instanceof List<?> list) {
      list.forEach(it -> value(element, it, path));
    } else {
      problems.add(path + ": no list");
    }
  }

  private void entries(JsonNode element, Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, it) -> value(element, it, path + "." + key));
    } else {
      problems.add(path + ": no map");
    }
  }

  private void oneOf(JsonNode ways, Object value, String path) {
    List<String> first = null;
    for (JsonNode way : ways) {
      int before = problems.size();
      value(way, value, path);
      List<String> found = problems.subList(before, problems.size());
      if (found.isEmpty()) {
        return;
      }
      first = first == null ? List.copyOf(found) : first;
      found.clear();
    }
    problems.addAll(Objects.requireNonNull(first));
  }

  private void scalar(String type, Object value, String path) {
    boolean right =
        switch (type) {
          case "json" -> true;
          case "boolean" -> value instanceof Boolean;
          case "integer" -> value instanceof Integer;
          case "number" -> value instanceof Number;
          default -> value instanceof String;
        };
    if (!right) {
      problems.add(path + ": " + value + " is no " + type);
    }
  }

  /** What stands behind {@code Fn::If}, either way, but for {@code AWS::NoValue}. */
  private static List<?> branches(Object value) {
    if (value instanceof Map<?, ?> map && map.get("Fn::If") instanceof List<?> choice) {
      return choice.stream().skip(1).filter(it -> !it.equals(Evaluation.NO_VALUE)).toList();
    }
    return List.of();
  }

  private static boolean isFunction(Object value) {
    return value instanceof Map<?, ?> map
        && map.size() == 1
        && map.keySet().stream()
            .allMatch(it -> it.equals("Ref") || ((String) it).startsWith("Fn::"));
  }
}

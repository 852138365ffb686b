package io.trailhound.rules.sigma;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * As much of JSON Schema (draft 7) as the schema of rules uses; another keyword is an error, so
 * that none is passed over.
 */
final class JsonSchema {
  private static final Set<String> WORDS =
      Set.of("$schema", "title", "description", "definitions", "properties", "patternProperties");

  private final Map<?, ?> root;

  JsonSchema(Map<?, ?> root) {
    this.root = root;
  }

  /** What is wrong with {@code value}, each with its path. */
  List<String> problems(Object value) {
    List<String> problems = new ArrayList<>();
    check(root, value, "", problems);
    return problems;
  }

  private boolean passes(Object schema, Object value) {
    List<String> problems = new ArrayList<>();
    check((Map<?, ?>) schema, value, "", problems);
    return problems.isEmpty();
  }

  private void check(Map<?, ?> schema, Object value, String path, List<String> problems) {
    for (Map.Entry<?, ?> keyword : schema.entrySet()) {
      String name = (String) keyword.getKey();
      Object asked = keyword.getValue();
      if (name.equals("$ref")) {
        String definition = ((String) asked).replace("#/definitions/", "");
        check(map(map(root.get("definitions")).get(definition)), value, path, problems);
      } else if (!WORDS.contains(name) && !holds(name, asked, value)) {
        problems.add(path + ": " + name + " " + asked);
      }
    }
    if (value instanceof Map<?, ?> members) {
      members.forEach((key, each) -> member(schema, (String) key, each, path, problems));
    }
    if (value instanceof List<?> items && schema.containsKey("items")) {
      items.forEach(item -> check(map(schema.get("items")), item, path + "[]", problems));
    }
  }

  private void member(
      Map<?, ?> schema, String key, Object value, String path, List<String> problems) {
    String below = path + "/" + key;
    Map<?, ?> properties = map(schema.get("properties"));
    boolean named = properties.containsKey(key);
    if (named) {
      check(map(properties.get(key)), value, below, problems);
    }
    for (Map.Entry<?, ?> pattern : map(schema.get("patternProperties")).entrySet()) {
      if (Pattern.compile((String) pattern.getKey()).matcher(key).find()) {
        named = true;
        check(map(pattern.getValue()), value, below, problems);
      }
    }
    Object additional = schema.get("additionalProperties");
    if (!named && Boolean.FALSE.equals(additional)) {
      problems.add(below + ": additionalProperties");
    } else if (!named && additional instanceof Map<?, ?> others) {
      check(others, value, below, problems);
    }
  }

  private boolean holds(String keyword, Object asked, Object value) {
    return switch (keyword) {
      case "type" ->
          asked instanceof List<?> types
              ? types.stream().anyMatch(type -> isOf((String) type, value))
              : isOf((String) asked, value);
      case "enum" -> ((List<?>) asked).stream().anyMatch(each -> Objects.equals(each, value));
      case "required" ->
          !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) asked);
      case "minItems" -> !(value instanceof List<?> list) || list.size() >= (Integer) asked;
      case "minProperties" -> !(value instanceof Map<?, ?> map) || map.size() >= (Integer) asked;
      case "minLength" -> !(value instanceof String text) || text.length() >= (Integer) asked;
      case "maxLength" -> !(value instanceof String text) || text.length() <= (Integer) asked;
      case "pattern" ->
          !(value instanceof String text) || Pattern.compile((String) asked).matcher(text).find();
      case "propertyNames" ->
          !(value instanceof Map<?, ?> map)
              || map.keySet().stream().allMatch(key -> passes(asked, key));
      case "anyOf" -> ((List<?>) asked).stream().anyMatch(each -> passes(each, value));
      case "not" -> !passes(asked, value);
      case "items", "additionalProperties" -> true; // looked at with what they're about
      default -> throw new AssertionError("this checker knows no " + keyword);
    };
  }

  private static boolean isOf(String type, Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      case "number" -> value instanceof Number;
      case "integer" ->
          value instanceof Number number
              && new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
      default -> throw new AssertionError("this checker knows no type " + type);
    };
  }

  private static Map<?, ?> map(Object value) {
    return value == null ? Map.of() : (Map<?, ?>) value;
  }
}

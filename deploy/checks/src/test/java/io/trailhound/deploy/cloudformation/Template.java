package io.trailhound.deploy.cloudformation;

import io.trailhound.deploy.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** One of the templates in deploy/managed-flink, as maps and lists. */
record Template(Map<?, ?> root) {
  static final List<String> FILES = List.of("foundation.yaml", "application.yaml");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  static Template read(String file) throws IOException {
    return of(Repository.text("deploy/managed-flink/" + file));
  }

  static Template of(String yaml) {
    return new Template(TemplateYaml.read(yaml));
  }

  Map<?, ?> section(String name) {
    return root.get(name) instanceof Map<?, ?> section ? section : Map.of();
  }

  Map<?, ?> resource(String name) {
    return (Map<?, ?>) section("Resources").get(name);
  }

  Map<?, ?> properties(String resource) {
    return (Map<?, ?>) resource(resource).get("Properties");
  }

  List<String> resourcesOf(String type) {
    return section("Resources").entrySet().stream()
        .filter(it -> ((Map<?, ?>) it.getValue()).get("Type").equals(type))
        .map(it -> (String) it.getKey())
        .toList();
  }

  /** Every name that a function of the template asks for: {@code Queue}, {@code Queue.Arn}. */
  List<String> references() {
    List<String> names = new ArrayList<>();
    walk(root, (function, argument) -> names.addAll(asked(function, argument)));
    return names;
  }

  private static List<String> asked(String function, Object argument) {
    return switch (function) {
      case "Ref" -> List.of((String) argument);
      case "Fn::GetAtt" -> List.of(((List<?>) argument).get(0) + "." + ((List<?>) argument).get(1));
      case "Fn::Sub" -> substituted(argument);
      default -> List.of();
    };
  }

  private static List<String> substituted(Object argument) {
    boolean alone = argument instanceof String;
    String text = (String) (alone ? argument : ((List<?>) argument).get(0));
    Map<?, ?> own = alone ? Map.of() : (Map<?, ?>) ((List<?>) argument).get(1);
    return VARIABLE
        .matcher(text)
        .results()
        .map(it -> it.group(1))
        .filter(it -> !own.containsKey(it))
        .toList();
  }

  /** All that stands under {@code key}, however deep. */
  static List<Object> all(Object value, String key) {
    List<Object> found = new ArrayList<>();
    walk(
        value,
        (each, below) -> {
          if (each.equals(key)) {
            found.add(below);
          }
        });
    return found;
  }

  /** Shows every key with its value, however deep. */
  static void walk(Object value, BiConsumer<String, Object> look) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            look.accept(String.valueOf(key), each);
            walk(each, look);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(each -> walk(each, look));
    }
  }
}

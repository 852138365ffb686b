package io.trailhound.deploy.cloudformation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template with its parameters in, its values out: functions are worked out as CloudFormation
 * does. What only AWS knows is made up from its name, but for what {@code known} says.
 */
final class Evaluation {
  static final Map<String, String> NO_VALUE = Map.of("Ref", "AWS::NoValue");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Map<String, Object> PSEUDO =
      Map.of(
          "AWS::AccountId", "111122223333",
          "AWS::Region", "eu-west-1",
          "AWS::Partition", "aws",
          "AWS::StackName", "trailhound-foundation");

  private final Template template;
  private final Map<String, Object> known = new HashMap<>(PSEUDO);

  /**
   * @param given parameters, {@code Resource} or {@code Resource.Attribute}, and names that are
   *     imported
   */
  Evaluation(Template template, Map<String, ?> given) {
    this.template = template;
    template
        .section("Parameters")
        .forEach((name, it) -> known.put((String) name, fallback((Map<?, ?>) it)));
    known.putAll(given);
  }

  private static Object fallback(Map<?, ?> parameter) {
    Object value = parameter.get("Default");
    return "CommaDelimitedList".equals(parameter.get("Type")) ? List.of(value) : value;
  }

  /** The same value, functions worked out; null for {@code AWS::NoValue}. */
  Object of(Object value) {
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.stream().map(this::of).filter(it -> it != null).forEach(all::add);
      return all;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if (map.size() == 1) {
      Map.Entry<?, ?> only = map.entrySet().iterator().next();
      String name = (String) only.getKey();
      if (isFunction(name, only.getValue())) {
        return function(name, only.getValue());
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    map.forEach(
        (key, each) -> {
          Object worked = of(each);
          if (worked != null) {
            all.put((String) key, worked);
          }
        });
    return all;
  }

  /** {@code Condition} is one where it names another; in a policy it's a map. */
  private static boolean isFunction(String name, Object argument) {
    return name.equals("Ref")
        || name.startsWith("Fn::")
        || (name.equals("Condition") && argument instanceof String);
  }

  private Object function(String name, Object argument) {
    return switch (name) {
      case "Ref" -> argument.equals("AWS::NoValue") ? null : known((String) argument);
      case "Fn::GetAtt" -> known(((List<?>) argument).get(0) + "." + ((List<?>) argument).get(1));
      case "Fn::ImportValue" -> known((String) of(argument));
      case "Fn::Sub" -> substitute(argument);
      case "Fn::Join" -> join((List<?>) argument);
      case "Fn::If" -> {
        List<?> choice = (List<?>) argument;
        yield of(choice.get(holds((String) choice.get(0)) ? 1 : 2));
      }
      case "Fn::Equals" -> of(((List<?>) argument).get(0)).equals(of(((List<?>) argument).get(1)));
      case "Fn::Not" -> !(Boolean) of(((List<?>) argument).get(0));
      case "Fn::And" -> ((List<?>) argument).stream().allMatch(it -> (Boolean) of(it));
      case "Condition" -> holds((String) argument);
      case "Fn::Split" -> split((List<?>) argument);
      case "Fn::Select" ->
          ((List<?>) of(((List<?>) argument).get(1))).get((Integer) ((List<?>) argument).get(0));
      default -> throw new AssertionError("this test doesn't know " + name);
    };
  }

  /** Whether a condition of the template holds. */
  boolean holds(String condition) {
    return (Boolean) of(template.section("Conditions").get(condition));
  }

  private Object known(String name) {
    return known.getOrDefault(name, "made-up-" + name.replaceAll("[^A-Za-z0-9]", "-"));
  }

  private String join(List<?> argument) {
    List<?> parts = (List<?>) of(argument.get(1));
    return String.join((String) argument.get(0), parts.stream().map(String::valueOf).toList());
  }

  private List<String> split(List<?> argument) {
    String text = (String) of(argument.get(1));
    return List.of(text.split(Pattern.quote((String) argument.get(0)), -1));
  }

  private String substitute(Object argument) {
    if (argument instanceof List<?> pair) {
      Map<?, ?> own = (Map<?, ?>) of(pair.get(1));
      return replace(
          (String) pair.get(0),
          it -> String.valueOf(own.containsKey(it) ? own.get(it) : known(it)));
    }
    return replace((String) argument, it -> String.valueOf(known(it)));
  }

  private static String replace(String text, UnaryOperator<String> value) {
    return VARIABLE
        .matcher(text)
        .replaceAll(it -> Matcher.quoteReplacement(value.apply(it.group(1))));
  }
}

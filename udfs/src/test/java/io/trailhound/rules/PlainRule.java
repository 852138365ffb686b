package io.trailhound.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.rules.PlainSigma.All;
import io.trailhound.rules.PlainSigma.Any;
import io.trailhound.rules.PlainSigma.Expression;
import io.trailhound.rules.PlainSigma.Item;
import io.trailhound.rules.PlainSigma.Joined;
import io.trailhound.rules.PlainSigma.Keywords;
import io.trailhound.rules.PlainSigma.Named;
import io.trailhound.rules.PlainSigma.Not;
import io.trailhound.rules.PlainSigma.Of;
import io.trailhound.rules.PlainSigma.Selection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A detection, also as its file would have it. */
record PlainRule(Map<String, Selection> selections, Expression condition) {
  boolean matches(JsonNode record) {
    return PlainSigma.matches(selections, condition, record);
  }

  String yaml() {
    StringBuilder yaml = new StringBuilder();
    selections.forEach((name, of) -> yaml.append(name).append(": ").append(text(of)).append('\n'));
    return yaml.append("condition: ").append(text(condition, false)).append('\n').toString();
  }

  private static String text(Selection selection) {
    if (selection instanceof All map) {
      return map.items().stream().map(PlainRule::text).collect(Collectors.joining(", ", "{", "}"));
    } else if (selection instanceof Any list) {
      return list.maps().stream().map(PlainRule::text).collect(Collectors.joining(", ", "[", "]"));
    }
    Keywords keywords = (Keywords) selection;
    String texts = values(keywords.texts());
    return keywords.all() ? "{'|all': " + texts + "}" : texts;
  }

  private static String text(Item item) {
    String key = String.join("|", item.modifiers());
    return "'%s': %s"
        .formatted(item.field() + (key.isEmpty() ? "" : "|" + key), values(item.values()));
  }

  private static String values(List<String> values) {
    return values.stream().map(PlainRule::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String text(Expression condition, boolean inner) {
    if (condition instanceof Named named) {
      return named.selection();
    } else if (condition instanceof Not not) {
      return "not " + text(not.part(), true);
    } else if (condition instanceof Of of) {
      return (of.all() ? "all of " : "1 of ") + of.pattern();
    }
    Joined joined = (Joined) condition;
    String text =
        joined.parts().stream()
            .map(part -> text(part, !(joined.all() ? part instanceof Of : ands(part))))
            .collect(Collectors.joining(joined.all() ? " and " : " or "));
    return inner ? "(" + text + ")" : text;
  }

  /** Needs no parentheses beside an or. */
  private static boolean ands(Expression part) {
    return part instanceof Joined joined && joined.all();
  }

  private static String quoted(String text) {
    try {
      return new ObjectMapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

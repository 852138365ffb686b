package io.trailhound.rules.sigma;

import io.trailhound.rules.Expression;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a temporal correlation has a text as condition, and which rules it then refers to. */
final class Extended {
  private Extended() {}

  static boolean isIn(Entries section) {
    return section.get("condition") instanceof Text
        && section.get("type") instanceof Text type
        && type.text().startsWith("temporal");
  }

  /** The condition, each name as {@code names} has it. */
  static Expression read(Document document, Entries section, UnaryOperator<String> names) {
    String text = document.text(section, "condition");
    try {
      return new ExpressionParser(text, names).parse();
    } catch (IllegalArgumentException e) {
      throw document.problem(
          section.placeOf("condition"),
          "the condition '" + text + "' can't be read: " + e.getMessage(),
          "names of rules with and, or, not and parentheses");
    }
  }

  /** The rules that a correlation refers to: without {@code rules} those of its condition. */
  static List<String> rules(Document document, Entries section) {
    if (section.get("rules") == null && isIn(section)) {
      return List.copyOf(read(document, section, UnaryOperator.identity()).names());
    }
    return document.texts(section, "rules");
  }
}

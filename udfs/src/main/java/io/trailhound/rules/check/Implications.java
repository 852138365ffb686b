package io.trailhound.rules.check;

import io.trailhound.rules.condition.Glob;
import io.trailhound.rules.sigma.FieldNames;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.CaseFold;
import java.util.List;
import java.util.Set;

/** Whether whatever one selection matches is matched by another; when in doubt, not. */
final class Implications {
  private static final Set<String> ANYTHING = Set.of(".*", "^.*", ".*$");

  /** The same where it also goes over line breaks, or finds one of the lines. */
  private static final String ANY_LINE = "^.*$";

  private Implications() {}

  /** Each alternative of the first is within some of the second. */
  static boolean implies(List<List<Criterion>> first, List<List<Criterion>> second) {
    return !first.isEmpty()
        && first.stream().allMatch(one -> second.stream().anyMatch(other -> within(one, other)));
  }

  private static boolean within(List<Criterion> one, List<Criterion> other) {
    return !other.isEmpty()
        && other.stream().allMatch(asked -> one.stream().anyMatch(has -> implies(has, asked)));
  }

  private static boolean implies(Criterion has, Criterion asked) {
    if (!FieldNames.isWithin(has.modifiers().field(), asked.modifiers().field())) {
      return false;
    }
    if (has.modifiers().equals(asked.modifiers()) && texts(asked).equals(texts(has))) {
      return true;
    }
    if (has.modifiers().negated() || asked.modifiers().negated() || has.field().isEmpty()) {
      return false;
    }
    if (isExists(asked) && asksIfThere(asked)) {
      return isExists(has) ? asksIfThere(has) : needsValue(has);
    }
    if (anyValue(asked)) {
      return needsValue(has);
    }
    return has.comparesText()
        && asked.comparesText()
        && !has.modifiers().expand()
        && !asked.modifiers().expand()
        && !asked.modifiers().all()
        && (has.modifiers().all()
            ? has.values().stream().anyMatch(value -> taken(has, value, asked))
            : has.values().stream().allMatch(value -> taken(has, value, asked)));
  }

  private static List<String> texts(Criterion criterion) {
    return criterion.values().stream().map(Text::text).toList();
  }

  private static boolean isExists(Criterion criterion) {
    return criterion.modifiers().match().equals("exists");
  }

  private static boolean asksIfThere(Criterion exists) {
    return exists.values().stream().allMatch(value -> "true".equalsIgnoreCase(value.text()));
  }

  /** Whether it passes for all values of the field that there are. */
  private static boolean anyValue(Criterion asked) {
    return asked.modifiers().all()
        ? asked.values().stream().allMatch(value -> isAnything(asked, value))
        : asked.values().stream().anyMatch(value -> isAnything(asked, value));
  }

  private static boolean isAnything(Criterion asked, Text value) {
    if (value.text() == null) {
      return false;
    }
    return switch (asked.modifiers().match()) {
      case "re" ->
          ANYTHING.contains(value.text())
              || (value.text().equals(ANY_LINE)
                  && (asked.modifiers().flags().contains("m")
                      || asked.modifiers().flags().contains("s")));
      default -> asked.comparesText() && value.text().matches("\\*+");
    };
  }

  /** Whether it passes only where the field has a value, which what exists needn't: a null. */
  private static boolean needsValue(Criterion has) {
    return !isExists(has) && has.values().stream().allMatch(value -> value.text() != null);
  }

  /** Whether all that is like {@code value} is like some value of {@code asked}. */
  private static boolean taken(Criterion has, Text value, Criterion asked) {
    boolean cased = asked.modifiers().cased();
    if (value.text() == null || (cased && !has.modifiers().cased())) {
      return false;
    }
    String pattern = has.pattern(value.text());
    String text = cased ? pattern : CaseFold.of(pattern);
    return asked.values().stream()
        .filter(other -> other.text() != null)
        .map(other -> asked.pattern(other.text()))
        .filter(other -> other.indexOf(Glob.ONE) < 0 || !Glob.wild(pattern))
        .anyMatch(other -> Glob.of(other, cased).matches(text));
  }
}

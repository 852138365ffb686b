package io.trailhound.rules.condition;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The exact values that an event must have in a field for a condition to hold at all. */
public final class Requires {
  private Requires() {}

  /** The names that {@code eventName} must be one of, in lower case; null when any may do. */
  public static Set<String> actions(Condition condition) {
    return values(condition, KnownField.ACTION);
  }

  /** The same of {@code eventSource}. */
  public static Set<String> providers(Condition condition) {
    return values(condition, KnownField.PROVIDER);
  }

  private static Set<String> values(Condition condition, KnownField field) {
    if (condition instanceof Conditions.And and) {
      Set<String> least = null;
      for (Condition part : and.parts()) {
        Set<String> values = values(part, field);
        if (values != null && (least == null || values.size() < least.size())) {
          least = values;
        }
      }
      return least;
    }
    if (condition instanceof Conditions.Or or) {
      Set<String> union = new HashSet<>();
      for (Condition part : or.parts()) {
        Set<String> values = values(part, field);
        if (values == null) {
          return null;
        }
        union.addAll(values);
      }
      return union;
    }
    if (condition instanceof Conditions.Matches matches
        && matches.field() instanceof EventField known
        && known.known() == field) {
      return values(matches.test());
    }
    return null;
  }

  private static Set<String> values(ValueTest test) {
    if (test instanceof ValueTests.OneOf oneOf) {
      return oneOf.values().stream().map(CaseFold::of).collect(Collectors.toSet());
    }
    return null;
  }
}

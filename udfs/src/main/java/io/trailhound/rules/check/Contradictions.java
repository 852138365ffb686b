package io.trailhound.rules.check;

import io.trailhound.model.LookedUp;
import io.trailhound.rules.condition.Glob;
import io.trailhound.rules.sigma.FieldNames;
import io.trailhound.text.CaseFold;
import java.util.List;
import java.util.Set;

/**
 * Selections that can't hold together, because a field has one value; when in doubt, they can.
 *
 * <p>Matching takes a list in any field value by value. Here {@code eventName}, {@code awsRegion}
 * and whatever else CloudTrail writes as one text counts as one: a trail has no list there, and who
 * asks for two at once meant one of them.
 */
final class Contradictions {
  /** What was met as a list in records, and what an address has several of. */
  private static final Set<String> SEVERAL =
      Set.of("user_agent.original", "user_agent.name", "errorCode", "errorMessage", LookedUp.TAGS);

  private Contradictions() {}

  /** Why no alternative of {@code selection} can hold; empty when one can. */
  static String within(List<List<Criterion>> selection) {
    String why = "";
    for (List<Criterion> criteria : selection) {
      why = between(criteria, criteria);
      if (why.isEmpty()) {
        return "";
      }
    }
    return why;
  }

  /** Why no alternative of one can hold together with one of the other; empty when two can. */
  static String between(List<List<Criterion>> one, List<List<Criterion>> other) {
    String why = "";
    for (List<Criterion> first : one) {
      for (List<Criterion> second : other) {
        why = between(first, second);
        if (why.isEmpty()) {
          return "";
        }
      }
    }
    return why;
  }

  private static String between(Iterable<Criterion> first, Iterable<Criterion> second) {
    for (Criterion one : first) {
      if (isLimited(one) && one.modifiers().all() && different(one)) {
        return one.modifiers().field() + " can't be all of its values at once";
      }
      for (Criterion other : second) {
        if (isLimited(one) && isComparable(other) && disjoint(one, other)) {
          return one.modifiers().field() + " can't be both";
        }
      }
    }
    return "";
  }

  /** Whether the field must have one of a few values. */
  private static boolean isLimited(Criterion criterion) {
    return isComparable(criterion)
        && criterion.isExact()
        && criterion.values().stream().noneMatch(value -> Glob.wild(Glob.parse(value.text())));
  }

  private static boolean isComparable(Criterion criterion) {
    String field = criterion.modifiers().field();
    return FieldNames.known(field)
        && !SEVERAL.contains(criterion.field())
        && criterion.comparesText()
        && !criterion.modifiers().negated()
        && !criterion.modifiers().expand()
        && !criterion.values().isEmpty()
        && criterion.values().stream().noneMatch(value -> value.text() == null);
  }

  private static boolean different(Criterion criterion) {
    return criterion.values().stream().map(value -> CaseFold.of(value.text())).distinct().count()
        > 1;
  }

  private static boolean disjoint(Criterion limited, Criterion other) {
    return limited.field().equals(other.field())
        && limited.values().stream().noneMatch(value -> passes(value.text(), other));
  }

  private static boolean passes(String value, Criterion other) {
    String text = CaseFold.of(Glob.parse(value));
    return other.values().stream()
        .anyMatch(each -> Glob.of(other.pattern(each.text()), false).matches(text));
  }
}

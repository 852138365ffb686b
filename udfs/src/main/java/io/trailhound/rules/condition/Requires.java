package io.trailhound.rules.condition;

import io.trailhound.text.CaseFold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an event must have for a condition to hold at all, so that the others needn't be tried.
 *
 * @param texts in lower case
 * @param whole whether a value of the field must be one of the texts; else one must stand in it
 */
public record Requires(Field field, Set<String> texts, boolean whole) {

  private static final int ACTION = new EventField(KnownField.ACTION).index();
  private static final int PROVIDER = new EventField(KnownField.PROVIDER).index();

  /** Each of their values stands in a good part of all events. */
  private static final Set<Integer> FEW_VALUES =
      Set.of(
          new EventField(KnownField.USER_TYPE).index(), new EventField(KnownField.OUTCOME).index());

  /** The fewer events have what is required, the better: an action says most. */
  private static final Comparator<List<Requires>> BY_USE =
      Comparator.<List<Requires>>comparingInt(
              any -> any.stream().mapToInt(Requires::rank).max().orElse(0))
          .thenComparingInt(any -> any.stream().mapToInt(each -> each.texts().size()).sum());

  /** Of these an event must have one; empty when nothing is known of {@code condition}. */
  public static Optional<List<Requires>> of(Condition condition) {
    if (condition instanceof Conditions.And and) {
      return and.parts().stream().map(Requires::of).flatMap(Optional::stream).min(BY_USE);
    }
    if (condition instanceof Conditions.Or or) {
      return any(or.parts());
    }
    if (condition instanceof Conditions.Matches matches) {
      return of(matches.field(), matches.test()).filter(Requires::isQuicklyFound).map(List::of);
    }
    return Optional.empty();
  }

  private static Optional<List<Requires>> any(List<Condition> parts) {
    List<Requires> all = new ArrayList<>();
    for (Condition part : parts) {
      Optional<List<Requires>> one = of(part);
      if (one.isEmpty()) {
        return one;
      }
      all.addAll(one.get());
    }
    return Optional.of(all);
  }

  /** To look for parts in values that never repeat takes as long as to try the condition. */
  private boolean isQuicklyFound() {
    return field instanceof EventField
        || field instanceof OwnName
        || (field instanceof ExtraField && whole);
  }

  private static Optional<Requires> of(Field field, ValueCondition test) {
    if (test instanceof ValueConditions.OneOf one) {
      return texts(field, one.values(), true);
    }
    if (test instanceof ValueConditions.Like like && like.glob().literal() != null) {
      return texts(field, Set.of(like.glob().literal()), false);
    }
    if (test instanceof ValueConditions.Found found) {
      return texts(field, found.regexes().stream().map(Regex::literal).toList(), false);
    }
    return test instanceof ValueConditions.AnyOf any ? any(field, any.parts()) : Optional.empty();
  }

  private static Optional<Requires> any(Field field, List<ValueCondition> tests) {
    Set<String> texts = new HashSet<>();
    boolean whole = true;
    for (ValueCondition test : tests) {
      Optional<Requires> one = of(field, test);
      if (one.isEmpty()) {
        return one;
      }
      texts.addAll(one.get().texts());
      whole &= one.get().whole();
    }
    return texts(field, texts, whole);
  }

  /** An empty text stands in every value, but only an empty value is one. */
  private static Optional<Requires> texts(Field field, Iterable<String> texts, boolean whole) {
    Set<String> folded = new HashSet<>();
    for (String text : texts) {
      if (text.isEmpty() && !whole) {
        return Optional.empty();
      }
      folded.add(CaseFold.of(text));
    }
    return Optional.of(new Requires(field, folded, whole));
  }

  /** Whether it's an action that is required. */
  public boolean isAction() {
    return field.index() == ACTION;
  }

  private int rank() {
    if (isAction()) {
      return whole ? 0 : 1;
    }
    if (field.index() == PROVIDER) {
      return 2;
    }
    if (FEW_VALUES.contains(field.index())) {
      return 5;
    }
    return whole ? 3 : 4;
  }
}

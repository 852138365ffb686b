package io.trailhound.rules.sigma;

import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import java.util.List;
import java.util.Map;

/** A condition line as it was read: the names of selections, and how they go together. */
public sealed interface ConditionTree {

  /**
   * Reads {@code text}.
   *
   * @param selections the names that it can refer to
   * @param lists those of them that are lists
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  static ConditionTree parse(String text, List<String> selections, List<String> lists) {
    return ConditionParser.parse(text, selections, lists);
  }

  /**
   * The condition that it comes to.
   *
   * @param items the conditions of each item of the selections that are lists
   */
  Condition compile(Map<String, Condition> selections, Map<String, List<Condition>> items);

  /** A selection by its name. */
  record Named(String selection) implements ConditionTree {
    @Override
    public Condition compile(
        Map<String, Condition> selections, Map<String, List<Condition>> items) {
      return selections.get(selection);
    }
  }

  /** {@code all of words}: each item of a selection that is a list. */
  record EachItem(String selection) implements ConditionTree {
    @Override
    public Condition compile(
        Map<String, Condition> selections, Map<String, List<Condition>> items) {
      return items.containsKey(selection)
          ? Conditions.and(items.get(selection))
          : selections.get(selection);
    }
  }

  record Not(ConditionTree part) implements ConditionTree {
    @Override
    public Condition compile(
        Map<String, Condition> selections, Map<String, List<Condition>> items) {
      return new Conditions.Not(part.compile(selections, items));
    }
  }

  record And(List<ConditionTree> parts) implements ConditionTree {
    @Override
    public Condition compile(
        Map<String, Condition> selections, Map<String, List<Condition>> items) {
      return Conditions.and(each(parts, selections, items));
    }
  }

  record Or(List<ConditionTree> parts) implements ConditionTree {
    @Override
    public Condition compile(
        Map<String, Condition> selections, Map<String, List<Condition>> items) {
      return Conditions.or(each(parts, selections, items));
    }
  }

  private static List<Condition> each(
      List<ConditionTree> parts,
      Map<String, Condition> selections,
      Map<String, List<Condition>> items) {
    return parts.stream().map(part -> part.compile(selections, items)).toList();
  }

  /** All of them; of one, itself. */
  static ConditionTree and(List<ConditionTree> parts) {
    return parts.size() == 1 ? parts.get(0) : new And(List.copyOf(parts));
  }

  /** One of them; of one, itself. */
  static ConditionTree or(List<ConditionTree> parts) {
    return parts.size() == 1 ? parts.get(0) : new Or(List.copyOf(parts));
  }
}

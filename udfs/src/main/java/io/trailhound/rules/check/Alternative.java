package io.trailhound.rules.check;

import io.trailhound.rules.sigma.ConditionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition is met by one of its alternatives: selections that must hold, and others that must
 * not.
 */
record Alternative(Set<String> wanted, Set<String> unwanted) {
  /** A condition of more isn't looked at: none of them has to be impossible. */
  private static final int MOST = 500;

  private static final List<Alternative> ANY =
      List.of(new Alternative(new TreeSet<>(), new TreeSet<>()));

  /** The alternatives of {@code expression}; one that asks for nothing when there are too many. */
  static List<Alternative> of(ConditionTree expression) {
    List<Alternative> all = of(expression, true);
    return all.size() > MOST ? ANY : all;
  }

  private static List<Alternative> of(ConditionTree expression, boolean holds) {
    if (expression instanceof ConditionTree.Not not) {
      return of(not.part(), !holds);
    }
    if (expression instanceof ConditionTree.And and) {
      return holds ? together(and.parts(), true) : either(and.parts(), false);
    }
    if (expression instanceof ConditionTree.Or or) {
      return holds ? either(or.parts(), true) : together(or.parts(), false);
    }
    if (expression instanceof ConditionTree.Named named) {
      Set<String> name = new TreeSet<>(Set.of(named.selection()));
      Set<String> none = new TreeSet<>();
      return List.of(holds ? new Alternative(name, none) : new Alternative(none, name));
    }
    return ANY;
  }

  private static List<Alternative> either(List<ConditionTree> parts, boolean holds) {
    List<Alternative> all = new ArrayList<>();
    for (ConditionTree part : parts) {
      List<Alternative> more = of(part, holds);
      if (all.size() + more.size() > MOST) {
        return ANY;
      }
      all.addAll(more);
    }
    return all;
  }

  private static List<Alternative> together(List<ConditionTree> parts, boolean holds) {
    List<Alternative> all = ANY;
    for (ConditionTree part : parts) {
      List<Alternative> more = of(part, holds);
      if (all.size() * more.size() > MOST) {
        return ANY;
      }
      List<Alternative> product = new ArrayList<>();
      for (Alternative one : all) {
        more.forEach(other -> product.add(one.and(other)));
      }
      all = product;
    }
    return all;
  }

  private Alternative and(Alternative other) {
    Set<String> both = new TreeSet<>(wanted);
    both.addAll(other.wanted);
    Set<String> neither = new TreeSet<>(unwanted);
    neither.addAll(other.unwanted);
    return new Alternative(both, neither);
  }
}

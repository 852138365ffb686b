package io.trailhound.job.cli;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules with examples in; groups of them out whose examples can share a job without disturbing each
 * other.
 *
 * <p>All that a job keeps is kept by rule. An event of a rule's examples is shown to that rule and
 * to the correlations it refers to; detections keep nothing that correlations read. So only rules
 * that have such a rule in common could see each other's events, and these go to different groups:
 * of the rules that ship, a sequence and the new term that is its first step.
 */
final class ExampleGroups {
  private final RuleBook rules;

  ExampleGroups(RuleBook rules) {
    this.rules = rules;
  }

  /** Each of {@code names} once, in as few groups as going through them in order gives. */
  List<List<String>> of(List<String> names) {
    List<List<String>> groups = new ArrayList<>();
    List<Set<String>> taken = new ArrayList<>();
    for (String name : names) {
      Set<String> keeping = keeping(name);
      int group = 0;
      while (group < groups.size() && meet(taken.get(group), keeping)) {
        group++;
      }
      if (group == groups.size()) {
        groups.add(new ArrayList<>());
        taken.add(new HashSet<>());
      }
      groups.get(group).add(name);
      taken.get(group).addAll(keeping);
    }
    return groups;
  }

  /** The rule itself and the correlations it refers to: the rules that events are shown to. */
  Set<String> keeping(String name) {
    Set<String> keeping = needed(name);
    keeping.removeIf(each -> !each.equals(name) && find(each) instanceof Rule.Match);
    return keeping;
  }

  /** The rule itself and all that it refers to. */
  Set<String> needed(String name) {
    Set<String> needed = new HashSet<>();
    add(name, needed);
    return needed;
  }

  private void add(String name, Set<String> needed) {
    if (needed.add(name)) {
      find(name).references().forEach(each -> add(each, needed));
    }
  }

  private Rule find(String name) {
    Optional<Rule> rule = rules.find(name);
    return rule.orElseThrow();
  }

  private static boolean meet(Set<String> some, Set<String> others) {
    return others.stream().anyMatch(some::contains);
  }
}

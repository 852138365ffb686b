package io.trailhound.job.cli;

import io.trailhound.job.alert.AlertDocument;
import io.trailhound.model.DetectorKey;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules with examples in; groups of them out whose examples can share a job without disturbing each
 * other.
 *
 * <p>All that a job keeps is kept by rule and group. An event of a rule's examples is shown to that
 * rule and to the correlations it refers to; detections keep nothing that correlations read. So
 * only rules that have such a rule in common, and examples with a group of it in common, could see
 * each other's events, and these go to different groups: a sequence and the new term that is its
 * first step, when both have the same principal in their examples.
 */
final class ExampleGroups {
  private final RuleBook rules;
  private final ExampleKeys keys;
  private final Map<String, Set<DetectorKey>> keysByName = new HashMap<>();

  ExampleGroups(RuleExamples examples) {
    this.rules = examples.rules();
    this.keys = new ExampleKeys(examples);
  }

  /** Each of {@code names} once, in as few groups as going through them in order gives. */
  List<List<String>> of(List<String> names) throws IOException {
    List<List<String>> groups = new ArrayList<>();
    List<Map<String, List<String>>> taken = new ArrayList<>();
    for (String name : names) {
      int group = 0;
      while (group < groups.size() && meets(name, taken.get(group))) {
        group++;
      }
      if (group == groups.size()) {
        groups.add(new ArrayList<>());
        taken.add(new HashMap<>());
      }
      groups.get(group).add(name);
      for (String kept : keeping(name)) {
        taken.get(group).computeIfAbsent(kept, rule -> new ArrayList<>()).add(name);
      }
    }
    return groups;
  }

  /**
   * Whether examples of {@code name} meet some of a group.
   *
   * @param taken names of the group's rules by what they keep state under
   */
  private boolean meets(String name, Map<String, List<String>> taken) throws IOException {
    for (String kept : keeping(name)) {
      for (String other : taken.getOrDefault(kept, List.of())) {
        if (!Collections.disjoint(keys(name), keys(other))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether {@code alert} of the rule {@code name} comes of that rule's own examples. */
  boolean isOwn(AlertDocument alert, String name) {
    Set<DetectorKey> own = keysByName.get(name);
    return own == null || own.contains(new DetectorKey(name, alert.group(find(name).groupBy())));
  }

  private Set<DetectorKey> keys(String name) throws IOException {
    Set<DetectorKey> known = keysByName.get(name);
    if (known == null) {
      known = keys.of(name, rules.only(needed(name)));
      keysByName.put(name, known);
    }
    return known;
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
}

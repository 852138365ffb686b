package io.trailhound.detect;

import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The chains of docs/contract.md section 2.5, looked for in the simplest way, with nothing that the
 * job uses: every step is offered to every open chain.
 */
final class PlainChains {
  private final Rule.Sequence rule;
  private final List<List<Signal>> open = new ArrayList<>();

  private PlainChains(Rule.Sequence rule) {
    this.rule = rule;
  }

  /** The ids of the events of each chain that the steps complete, in order. */
  static List<List<String>> of(Rule.Sequence rule, List<Signal> steps) {
    return completed(rule, steps).stream()
        .map(chain -> chain.stream().map(step -> step.eventId).toList())
        .toList();
  }

  /** Each chain that the steps complete, in order. */
  static List<List<Signal>> completed(Rule.Sequence rule, List<Signal> steps) {
    PlainChains chains = new PlainChains(rule);
    List<List<Signal>> completed = new ArrayList<>();
    Comparator<Signal> inOrder =
        Comparator.<Signal>comparingLong(s -> s.time)
            .thenComparing(s -> rule.steps().indexOf(s.value))
            .thenComparing(s -> s.eventId);
    for (Signal step : steps.stream().sorted(inOrder).toList()) {
      List<Signal> chain = chains.offer(step);
      if (chain != null) {
        completed.add(chain);
        chains.open.clear();
      }
    }
    return completed;
  }

  private List<Signal> offer(Signal step) {
    Iterator<List<Signal>> each = open.iterator();
    while (each.hasNext()) {
      List<Signal> chain = each.next();
      if (step.time - chain.get(0).time >= rule.timespan().toMillis()) {
        each.remove();
      } else if (takes(chain, step)) {
        chain.add(step);
        if (chain.size() == rule.least()) {
          return chain;
        }
      } else if (chain.size() == 1 && chain.get(0).value.equals(step.value)) {
        each.remove();
      }
    }
    if (takes(List.of(), step)) {
      open.add(new ArrayList<>(List.of(step)));
    }
    return null;
  }

  private boolean takes(List<Signal> chain, Signal step) {
    return rule.ordered()
        ? rule.steps().indexOf(step.value) == chain.size()
        : chain.stream().noneMatch(taken -> taken.value.equals(step.value));
  }
}

package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.ConditionTree;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.LogSource;
import io.trailhound.rules.sigma.RuleReading;
import java.util.List;
import java.util.Optional;

/**
 * Rules that no event can fire: because what a filter takes is all that a selection lets through,
 * or because two of their parts never hold together. Says so only where it's sure.
 */
final class NeverFires {
  private final RuleReading reading;
  private final Findings findings;

  NeverFires(RuleReading reading, Findings findings) {
    this.reading = reading;
    this.findings = findings;
  }

  void look(DetectionSection detection) {
    if (detection.expression().isEmpty()) {
      return;
    }
    List<Alternative> alternatives = Alternative.of(detection.expression().get());
    String reason = "";
    for (Alternative alternative : alternatives) {
      reason = reason(detection, alternative);
      if (reason.isEmpty()) {
        return;
      }
    }
    if (!reason.isEmpty()) {
      findings.add(
          detection.document(),
          detection.placeOf("condition"),
          Check.NEVER_FIRES,
          "no event can fire this rule",
          reason);
    }
  }

  /** Why no event is like this; empty when one may be. */
  private String reason(DetectionSection detection, Alternative alternative) {
    for (String wanted : alternative.wanted()) {
      if (alternative.unwanted().contains(wanted)) {
        return wanted + " must hold and must not";
      }
      List<List<Criterion>> selection = detection.selections().get(wanted);
      String itself = Contradictions.within(selection);
      if (!itself.isEmpty()) {
        return wanted + ": " + itself;
      }
      for (String unwanted : alternative.unwanted()) {
        if (Implications.implies(selection, detection.selections().get(unwanted))) {
          return unwanted + " takes all that " + wanted + " lets through";
        }
      }
      for (String other : alternative.wanted()) {
        String between = Contradictions.between(selection, detection.selections().get(other));
        if (!between.isEmpty()) {
          return wanted + " and " + other + ": " + between;
        }
      }
      String filter = filtered(detection.document(), selection);
      if (!filter.isEmpty()) {
        return "the filter " + filter + " takes all that " + wanted + " lets through";
      }
    }
    return "";
  }

  /** The title of a filter document that excepts everything; empty when there is none. */
  private String filtered(Document rule, List<List<Criterion>> selection) {
    for (Document filter : reading.filtersOf(rule)) {
      Optional<DetectionSection> excepts = DetectionSection.of(filter);
      if (excepts.isPresent()
          && isForItsCalls(filter, rule)
          && takesAll(excepts.get(), selection)) {
        return filter.place();
      }
    }
    return "";
  }

  /** Whether the filter is for all calls that the rule is for. */
  private static boolean isForItsCalls(Document filter, Document rule) {
    Optional<String> provider = LogSource.provider(filter);
    return provider.isEmpty() || provider.equals(LogSource.provider(rule));
  }

  private static boolean takesAll(DetectionSection filter, List<List<Criterion>> selection) {
    ConditionTree expression = filter.expression().orElse(null);
    if (expression instanceof ConditionTree.Not not) {
      expression = not.part();
    }
    return !filter.document().has("expires")
        && expression instanceof ConditionTree.Named named
        && Implications.implies(selection, filter.selections().get(named.selection()));
  }
}

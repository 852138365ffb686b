package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Entries;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The section of a temporal or temporal_ordered to its rule. */
final class SequenceReader {
  private final Document document;
  private final Entries section;
  private final String type;

  SequenceReader(Document document, Entries section, String type) {
    this.document = document;
    this.section = section;
    this.type = type;
  }

  Rule read(RuleInfo info, List<String> steps, List<GroupField> groupBy, Duration timespan) {
    if (steps.size() < 2) {
      throw problem("rules", type + " needs at least two rules", "");
    }
    if (steps.size() > Rule.Sequence.MOST_STEPS) {
      throw problem(
          "rules",
          type + " names " + steps.size() + " rules",
          "at most " + Rule.Sequence.MOST_STEPS + "; what counts as one step can be one rule");
    }
    if (new LinkedHashSet<>(steps).size() < steps.size()) {
      throw problem("rules", type + " names a rule twice", "count repeats with event_count");
    }
    boolean ordered = type.equals("temporal_ordered");
    return new Rule.Sequence(info, steps, groupBy, timespan, ordered, least(steps.size(), ordered));
  }

  /** How many different rules a chain needs: all, where the condition doesn't ask for fewer. */
  private int least(int all, boolean ordered) {
    if (section.get("condition") == null) {
      return all;
    }
    Threshold threshold = Thresholds.read(document, document.map(section, "condition"), Set.of());
    boolean asksForAll = threshold.min() == all && threshold.max() >= all;
    boolean asksForFewer = !ordered && threshold.monotone() && threshold.min() >= 2;
    if (threshold.not() != null || threshold.min() > all || !(asksForAll || asksForFewer)) {
      throw problem(
          "condition",
          ordered
              ? "in a given order only all of the rules can be asked for"
              : "at least two of the rules must be asked for, and no more than there are",
          "gte: " + all);
    }
    return (int) threshold.min();
  }

  private RuleException problem(String key, String message, String hint) {
    return document.problem(section.lineOf(key), message, hint);
  }
}

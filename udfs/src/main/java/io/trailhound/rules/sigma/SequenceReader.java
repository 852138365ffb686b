package io.trailhound.rules.sigma;

import io.trailhound.rules.Expression;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Links;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.RuleNameField;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The section of a temporal or temporal_ordered to its rule. */
final class SequenceReader {
  private final Document document;
  private final Entries section;
  private final CorrelationType type;
  private final Names names;

  SequenceReader(Document document, Entries section, CorrelationType type, Names names) {
    this.names = names;
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
    boolean ordered = type == CorrelationType.TEMPORAL_ORDERED;
    if (Extended.isIn(section)) {
      Expression expression = expression(steps, ordered);
      if (!expression.isAll()) {
        return new Rule.ValueCount(
            info,
            steps,
            groupBy,
            new RuleNameField(),
            timespan,
            true,
            null,
            null,
            expression,
            Links.NONE);
      }
    }
    return new Rule.Sequence(info, steps, groupBy, timespan, ordered, least(steps.size(), ordered));
  }

  /** pySigma's extended condition. */
  private Expression expression(List<String> steps, boolean ordered) {
    Expression expression =
        Extended.read(
            document, section, name -> names.resolve(document, section.placeOf("condition"), name));
    for (String step : steps) {
      if (!expression.names().contains(step)) {
        throw problem("condition", "the condition says nothing of " + step, "");
      }
    }
    for (String name : expression.names()) {
      if (!steps.contains(name)) {
        throw problem("condition", name + " isn't one of the rules", "add it under rules:");
      }
    }
    if (ordered && !expression.isAll()) {
      throw problem(
          "condition",
          "in a given order all of the rules are asked for, joined by and",
          "temporal takes or and not");
    }
    if (!expression.isAll() && expression.test(name -> false)) {
      throw problem(
          "condition",
          "the condition holds where none of the rules matches, so nothing could tell it",
          "ask for one of them, too");
    }
    return expression;
  }

  /** How many different rules a chain needs: all, where the condition doesn't ask for fewer. */
  private int least(int all, boolean ordered) {
    if (section.get("condition") == null || Extended.isIn(section)) {
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
    return document.problem(section.placeOf(key), message, hint);
  }
}

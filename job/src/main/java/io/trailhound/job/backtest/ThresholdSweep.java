package io.trailhound.job.backtest;

import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Threshold;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Beside each rule that alerts when a number is reached, the same rule with that number one lower
 * and one higher, so that one pass over an archive tells of all three.
 *
 * @param book with all of them
 * @param steps by the name of an added rule
 */
public record ThresholdSweep(RuleBook book, Map<String, Step> steps) {

  /**
   * @param rule the rule as it's written
   * @param what the number is of, as the rule's file calls it
   * @param threshold the least number with which the added rule fires
   */
  public record Step(String rule, String what, long threshold) {}

  public static ThresholdSweep over(RuleBook book) {
    RuleBook more = book;
    Map<String, Step> steps = new LinkedHashMap<>();
    for (Rule rule : book.rules()) {
      if (!book.alerts(rule.name())) {
        continue;
      }
      for (int by : new int[] {-1, 1}) {
        Step step = step(rule, by);
        if (step != null) {
          Rule other = with(rule, step, name(step, more));
          more = more.beside(rule, other);
          steps.put(other.name(), step);
        }
      }
    }
    return new ThresholdSweep(more, steps);
  }

  /** Null where there's no such number, or nothing below it. */
  private static Step step(Rule rule, int by) {
    Step step = null;
    if (rule instanceof Rule.ValueCount count && counts(count)) {
      String what = count.field() == null ? "events" : "different values";
      step = new Step(rule.name(), what, count.threshold().min() + by);
    } else if (rule instanceof Rule.RareRatio ratio) {
      step = new Step(rule.name(), "sensitive_actions", ratio.minSensitive() + by);
    }
    return step == null || step.threshold() < 1 ? null : step;
  }

  /** Sums, expressions, and what fires below a number have no next number that means something. */
  private static boolean counts(Rule.ValueCount count) {
    return count.measure() == null && count.expression() == null && count.monotone();
  }

  /** One that no rule has. */
  private static String name(Step step, RuleBook book) {
    String name = step.rule() + " (" + step.threshold() + ")";
    while (book.find(name).isPresent()) {
      name += "'";
    }
    return name;
  }

  private static Rule with(Rule rule, Step step, String name) {
    if (rule instanceof Rule.ValueCount count) {
      return new Rule.ValueCount(
          count.info().named(name),
          count.rules(),
          count.groupBy(),
          count.field(),
          count.timespan(),
          count.sliding(),
          Threshold.atLeast(step.threshold()),
          null,
          null,
          count.links());
    }
    Rule.RareRatio ratio = (Rule.RareRatio) rule;
    return new Rule.RareRatio(
        ratio.info().named(name),
        ratio.rules(),
        ratio.groupBy(),
        ratio.organization(),
        ratio.trusted(),
        ratio.sensitive(),
        ratio.span(),
        ratio.every(),
        ratio.minTrusted(),
        ratio.minUncommon(),
        ratio.maxRatio(),
        ratio.maxOrganizations(),
        (int) step.threshold());
  }
}

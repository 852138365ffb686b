package io.trailhound.rules;

import io.trailhound.rules.condition.ActorField;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Field;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A loaded rule, compiled from its Sigma file. Code knows only these kinds. Rules describe; they
 * travel to the operators once, with the graph, and never in streams or state.
 */
public sealed interface Rule extends Serializable {

  RuleInfo info();

  Kind kind();

  default String name() {
    return info().name();
  }

  /** What the rule groups by; empty for detection rules. */
  default List<GroupField> groupBy() {
    return List.of();
  }

  /** Whether it groups by who is behind a call. */
  default boolean isByActor() {
    return groupBy().stream().anyMatch(by -> by.field() instanceof ActorField);
  }

  /** Names of the rules it refers to; none for detection rules. */
  default List<String> references() {
    return List.of();
  }

  /** How it hangs together with other correlations. */
  default Links links() {
    return Links.NONE;
  }

  /** The same rule, linked in another way, if it's of a kind that can be linked. */
  default Rule with(Links links) {
    return this;
  }

  /**
   * A Sigma detection rule: one alert per matching event.
   *
   * @param condition the detection with all filters that apply to it
   * @param alerts false when the rule only feeds correlations that don't {@code generate}
   */
  record Match(RuleInfo info, Condition condition, boolean alerts) implements Rule {
    @Override
    public Kind kind() {
      return Kind.MATCH;
    }
  }

  /**
   * First time in {@code life} that a group shows a term (docs/contract.md section 2.2).
   *
   * @param rules names of the detection rules whose matches are the history
   */
  record NewTerms(
      RuleInfo info, List<String> rules, List<GroupField> groupBy, Field term, Duration life)
      implements Rule {
    @Override
    public Kind kind() {
      return Kind.NEW_TERMS;
    }

    @Override
    public List<String> references() {
      return rules;
    }
  }

  /**
   * Sigma's value_count and event_count, and what measures numbers in the same windows: value_sum,
   * value_avg, value_percentile, value_median (docs/contract.md section 2.3).
   *
   * @param field what is counted or measured; null for event_count, which counts events
   * @param sliding false: windows aligned to the epoch
   * @param threshold null where there is one of the next two
   * @param measure of numbers, or null
   * @param expression null, or of which rules there must be events: then the field is their name
   */
  record ValueCount(
      RuleInfo info,
      List<String> rules,
      List<GroupField> groupBy,
      Field field,
      Duration timespan,
      boolean sliding,
      Threshold threshold,
      Measure measure,
      Expression expression,
      Links links)
      implements Rule {
    @Override
    public Kind kind() {
      return Kind.VALUE_COUNT;
    }

    public ValueCount(
        RuleInfo info,
        List<String> rules,
        List<GroupField> groupBy,
        Field field,
        Duration timespan,
        boolean sliding,
        Threshold threshold) {
      this(info, rules, groupBy, field, timespan, sliding, threshold, null, null, Links.NONE);
    }

    @Override
    public ValueCount with(Links others) {
      return new ValueCount(
          info, rules, groupBy, field, timespan, sliding, threshold, measure, expression, others);
    }

    /** Whether a window that fires goes on firing whatever calls it gets. */
    public boolean monotone() {
      return threshold != null && threshold.monotone();
    }

    @Override
    public List<String> references() {
      return rules;
    }

    /** Of the timespan, milliseconds. */
    public long span() {
      return timespan.toMillis();
    }
  }

  /**
   * A group whose events are nearly all from trusted organisations, and now a few are not
   * (docs/contract.md section 2.4). A missing group-by value is a group of its own.
   *
   * @param organization the field whose distinct values are counted on both sides
   * @param trusted whether an event of the population is on the trusted side
   * @param sensitive whether an uncommon event is sensitive; distinct {@code eventName}s are
   *     counted
   * @param span how far the rule looks back, 7 d
   * @param every how often it looks, 1 h; divides {@code span}
   */
  record RareRatio(
      RuleInfo info,
      List<String> rules,
      List<GroupField> groupBy,
      Field organization,
      Condition trusted,
      Condition sensitive,
      Duration span,
      Duration every,
      long minTrusted,
      long minUncommon,
      double maxRatio,
      int maxOrganizations,
      int minSensitive)
      implements Rule {
    @Override
    public Kind kind() {
      return Kind.RARE_RATIO;
    }

    @Override
    public List<String> references() {
      return rules;
    }
  }

  /**
   * Sigma's temporal and temporal_ordered (docs/contract.md section 2.5).
   *
   * @param steps names of the referenced rules, each once; for {@code ordered} in their order
   * @param least how many of them complete a chain; for {@code ordered} all
   */
  record Sequence(
      RuleInfo info,
      List<String> steps,
      List<GroupField> groupBy,
      Duration timespan,
      boolean ordered,
      int least,
      Links links)
      implements Rule {
    /** The early look keeps the steps that a chain has taken as the bits of a long, in state. */
    public static final int MOST_STEPS = 64;

    @Override
    public Kind kind() {
      return Kind.SEQUENCE;
    }

    public Sequence(
        RuleInfo info,
        List<String> steps,
        List<GroupField> groupBy,
        Duration timespan,
        boolean ordered,
        int least) {
      this(info, steps, groupBy, timespan, ordered, least, Links.NONE);
    }

    @Override
    public Sequence with(Links others) {
      return new Sequence(info, steps, groupBy, timespan, ordered, least, others);
    }

    @Override
    public List<String> references() {
      return steps;
    }
  }
}

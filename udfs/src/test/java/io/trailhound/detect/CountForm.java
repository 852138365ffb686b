package io.trailhound.detect;

import io.trailhound.rules.Expression;
import io.trailhound.rules.Links;
import io.trailhound.rules.Measure;
import io.trailhound.rules.NumberCondition;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** What a rule may count or measure in a window; the numbers are those of {@link #value}. */
enum CountForm {
  VALUES,
  CALLS,
  /** Fewer than so many: what more of them undo. */
  FEW,
  SUM,
  AVERAGE,
  MEDIAN,
  /** One rule and not another. */
  RULES;

  private static final int NUMBERS_FROM = 100;

  /** This one, or the nth behind it. */
  CountForm behind(int n) {
    List<CountForm> all = List.of(values());
    return all.get((all.indexOf(this) + n) % all.size());
  }

  /** A signal's, from 0 on, each another. */
  String value(int i) {
    return this == RULES ? (i % 6 == 5 ? "other" : "one") : String.valueOf(NUMBERS_FROM + i);
  }

  Rule.ValueCount rule(RuleInfo info, RuleChange change, boolean sliding) {
    long least = change.of(3);
    return new Rule.ValueCount(
        info,
        List.of("base"),
        change.groupBy(),
        this == CALLS ? null : Given.field("event.action"),
        change.of(Duration.ofMinutes(30)),
        sliding,
        threshold(least),
        measure(least),
        this == RULES ? oneAndNotTheOther() : null,
        Links.NONE);
  }

  private Threshold threshold(long least) {
    return switch (this) {
      case VALUES, CALLS -> Threshold.atLeast(least);
      case FEW -> new Threshold(0, 3 * least, null);
      default -> null;
    };
  }

  private Measure measure(long least) {
    return switch (this) {
      case SUM -> measure(Measure.Kind.SUM, null, "gte", least * NUMBERS_FROM);
      case AVERAGE -> measure(Measure.Kind.AVERAGE, null, "gt", NUMBERS_FROM - least);
      case MEDIAN ->
          measure(Measure.Kind.PERCENTILE, BigDecimal.valueOf(50), "gt", NUMBERS_FROM - least);
      default -> null;
    };
  }

  private static Measure measure(Measure.Kind kind, BigDecimal percentile, String by, long bound) {
    NumberCondition.Bound one = new NumberCondition.Bound(by, BigDecimal.valueOf(bound));
    return new Measure(kind, percentile, new NumberCondition(List.of(one)));
  }

  private static Expression oneAndNotTheOther() {
    return new Expression.Joined(
        true,
        List.of(new Expression.Named("one"), new Expression.Not(new Expression.Named("other"))));
  }
}

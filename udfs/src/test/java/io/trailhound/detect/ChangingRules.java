package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.condition.Conditions;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Rules of one operator, each of which is another one after a restart: what they are then hangs on
 * {@code changed}.
 */
record ChangingRules(Kind kind, List<Case> cases, AtomicBoolean changed) implements Serializable {
  /** Operators with the rules that they have. */
  enum Kind {
    NEW_TERMS,
    RARE_RATIO,
    MATCH,
    TUMBLING_COUNT,
    SLIDING_COUNT;

    boolean counts() {
      return this == TUMBLING_COUNT || this == SLIDING_COUNT;
    }

    List<Case> cases() {
      return Stream.of(RuleChange.values())
          .filter(change -> counts() || change.forms() == 0)
          .flatMap(
              change ->
                  Stream.of(CountForm.values())
                      .limit(counts() ? CountForm.values().length : 1)
                      .map(form -> new Case(form, change)))
          .toList();
    }
  }

  /**
   * A rule and what becomes of it.
   *
   * @param form what it counts, where it counts
   */
  record Case(CountForm form, RuleChange change) implements Serializable {
    /** Until the change, and after it where it doesn't get another one. */
    String name() {
      return form + " " + change;
    }
  }

  RuleChange now(Case one) {
    return changed.get() ? one.change : RuleChange.NONE;
  }

  String name(Case one) {
    return now(one) == RuleChange.RENAMED ? "renamed" + one.form : one.name();
  }

  CountForm form(Case one) {
    return one.form.behind(now(one).forms());
  }

  Harness<?> open(String backend) throws Exception {
    return switch (kind) {
      case NEW_TERMS -> open(() -> new NewTerms(of(this::newTerms)), backend);
      case RARE_RATIO -> open(() -> new RareRatio(of(this::rareRatio)), backend);
      case SLIDING_COUNT -> open(() -> new SlidingCount(of(this::count)), backend);
      case TUMBLING_COUNT ->
          new Harness<>(
              () -> new Detector<>(new ValueCount(of(this::count))),
              signal -> ValueCount.window(ByName.of(of(this::count)), signal),
              Types.POJO(WindowKey.class),
              backend);
      case MATCH ->
          new Harness<>(
              () ->
                  new KeyedProcessOperator<>(
                      new MatchOnce(of(this::match), Duration.ofMinutes(15))),
              signal -> new DetectorKey(signal.rule, signal.eventId),
              Types.POJO(DetectorKey.class),
              backend);
    };
  }

  private interface Detecting {
    KeyedProcessFunction<DetectorKey, Signal, Alert> get();
  }

  private static Harness<?> open(Detecting function, String backend) throws Exception {
    return new Harness<>(
        () -> new Detector<>(function.get()),
        DetectorKey::of,
        Types.POJO(DetectorKey.class),
        backend);
  }

  private <R> List<R> of(Function<Case, R> rule) {
    return cases.stream().filter(one -> !now(one).isGone()).map(rule).toList();
  }

  private RuleInfo info(Case one) {
    return Given.info(name(one), "kind");
  }

  private Rule.ValueCount count(Case one) {
    return form(one).rule(info(one), now(one), kind == Kind.SLIDING_COUNT);
  }

  private Rule.NewTerms newTerms(Case one) {
    return new Rule.NewTerms(
        info(one),
        List.of("base"),
        now(one).groupBy(),
        Given.field("source.as.number"),
        now(one).of(Duration.ofDays(10)));
  }

  private Rule.RareRatio rareRatio(Case one) {
    return new Rule.RareRatio(
        info(one),
        List.of("base"),
        now(one).groupBy(),
        Given.field("source.as.organization.name"),
        Conditions.and(List.of()),
        Conditions.and(List.of()),
        now(one).of(Duration.ofDays(10)),
        Duration.ofHours(now(one) == RuleChange.HALF_AS_LONG ? 2 : 1),
        now(one).of(3),
        1,
        0.5,
        5,
        1);
  }

  private Rule.Match match(Case one) {
    return new Rule.Match(info(one), Conditions.and(List.of()), true);
  }
}

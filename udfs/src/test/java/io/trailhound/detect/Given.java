package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Signal;
import io.trailhound.rules.Feed;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.condition.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rules and signals that the detector tests share. Times are named from {@link #START}. */
final class Given {
  static final String ALICE = "arn:aws:iam::111122223333:user/alice";

  /** A midnight, so that windows and days begin here. */
  static final long START = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();

  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private Given() {}

  static RuleInfo info(String name, String kind) {
    return new RuleInfo(
        name,
        "id-" + name,
        name,
        "",
        kind,
        "low",
        21,
        "test",
        List.of(),
        List.of(),
        List.of(),
        "v",
        "guide",
        name + ".yml",
        1);
  }

  static Field field(String name) {
    return io.trailhound.rules.sigma.TestFields.named(name);
  }

  private static List<GroupField> by(String... names) {
    return java.util.Arrays.stream(names).map(n -> new GroupField(n, field(n))).toList();
  }

  static Rule.NewTerms newTerms(Duration life) {
    return new Rule.NewTerms(
        info("first_seen", "new_terms"),
        List.of("base"),
        by("userIdentity.arn"),
        field("source.as.number"),
        life);
  }

  static Rule.ValueCount valueCount(Duration timespan, Threshold threshold) {
    return new Rule.ValueCount(
        info("burst", "value_count"),
        List.of("base"),
        by("userIdentity.arn"),
        field("event.action"),
        timespan,
        false,
        threshold);
  }

  static Rule.RareRatio rareRatio() {
    return new Rule.RareRatio(
        info("rare", "rare_ratio"),
        List.of("base"),
        by("user.name", "userIdentity.type"),
        field("source.as.organization.name"),
        Conditions.and(List.of()),
        Conditions.and(List.of()),
        Duration.ofDays(7),
        Duration.ofHours(1),
        100,
        1,
        0.01,
        5,
        2);
  }

  static Rule.Sequence sequence(boolean ordered, String... steps) {
    return new Rule.Sequence(
        info("chain", ordered ? "temporal_ordered" : "temporal"),
        List.of(steps),
        by("userIdentity.arn"),
        Duration.ofMinutes(30),
        ordered,
        steps.length);
  }

  /** In any order, {@code least} of the steps. */
  static Rule.Sequence sequence(int least, String... steps) {
    Rule.Sequence all = sequence(false, steps);
    return new Rule.Sequence(
        all.info(), all.steps(), all.groupBy(), all.timespan(), all.ordered(), least);
  }

  static Rule.Sequence named(String name, Rule.Sequence rule) {
    return new Rule.Sequence(
        info(name, "temporal"),
        rule.steps(),
        rule.groupBy(),
        rule.timespan(),
        rule.ordered(),
        rule.least());
  }

  static Rule.Sequence within(Duration timespan, Rule.Sequence rule) {
    return new Rule.Sequence(
        rule.info(), rule.steps(), rule.groupBy(), timespan, rule.ordered(), rule.least());
  }

  /** What the alerts of a rule are for when {@code sequence} refers to it. */
  static List<Feed> feeds(Rule.Sequence sequence, String rule) {
    List<Field> group = sequence.groupBy().stream().map(GroupField::field).toList();
    return sequence.steps().contains(rule)
        ? List.of(new Feed(sequence, group, null, List.of()))
        : List.of();
  }

  /** Ten calls within {@code timespan}. */
  static Rule.ValueCount count(String name, Duration timespan) {
    return new Rule.ValueCount(
        info(name, "event_count"),
        List.of("call"),
        by("userIdentity.arn"),
        null,
        timespan,
        false,
        Threshold.atLeast(10));
  }

  static Signal signal(String rule, String group, long time, String id, String value) {
    Activity activity = new Activity();
    activity.action = value;
    activity.arn = group;
    activity.userName = "alice";
    activity.ip = "198.18.0.1";
    activity.address = "198.18.0.1";
    activity.asNumber = 9009;
    activity.asOrganization = "M247";
    return new Signal(rule, group, time, id, value, activity);
  }
}

package io.trailhound.detect;

import io.trailhound.model.Alert;
import io.trailhound.model.Step;
import io.trailhound.rules.Rule;
import java.util.List;
import java.util.Objects;

/**
 * What is told of alerts that are held back: how many, when, and at most 100 values of each kind,
 * the smallest, so that it's the same in whatever order they came.
 */
public final class QuietSummary {
  public long number;

  /** Time at which the first and the last of them stand, milliseconds. */
  public long first = Long.MAX_VALUE;

  public long last = Long.MIN_VALUE;

  public Seen actions = new Seen();
  public Seen eventIds = new Seen();
  public Seen ips = new Seen();
  public Seen users = new Seen();
  public Seen hosts = new Seen();

  public QuietSummary() {}

  /** Takes in one more. */
  void add(Rule rule, Alert alert) {
    number++;
    first = Math.min(first, AlertPlace.time(alert));
    last = Math.max(last, AlertPlace.time(alert));
    actions(rule, alert).forEach(actions::add);
    each(alert.eventIds).forEach(eventIds::add);
    each(alert.ips).forEach(ips::add);
    each(alert.users).forEach(users::add);
    each(alert.hosts).forEach(hosts::add);
    eventIds.truncated |= alert.truncated;
  }

  void addAll(QuietSummary other) {
    number += other.number;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    actions.addAll(other.actions);
    eventIds.addAll(other.eventIds);
    ips.addAll(other.ips);
    users.addAll(other.users);
    hosts.addAll(other.hosts);
  }

  boolean truncated() {
    return actions.truncated
        || eventIds.truncated
        || ips.truncated
        || users.truncated
        || hosts.truncated;
  }

  private static List<String> each(List<String> values) {
    return values == null ? List.of() : values;
  }

  /** Of one call its action; else those of the steps, of sensitive calls, or what was counted. */
  private static List<String> actions(Rule rule, Alert alert) {
    if (alert.steps != null) {
      return alert.steps.stream().map(Step::action).filter(Objects::nonNull).toList();
    }
    if (alert.sensitiveActions != null) {
      return alert.sensitiveActions;
    }
    boolean countsActions =
        rule instanceof Rule.ValueCount count
            && count.field() != null
            && count.field().name().equals("event.action");
    if (countsActions) {
      return each(alert.values);
    }
    String action = alert.activity == null ? null : alert.activity.action;
    return action == null ? List.of() : List.of(action);
  }
}

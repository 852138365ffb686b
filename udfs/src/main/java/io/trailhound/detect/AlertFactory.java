package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Hash128;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import io.trailhound.rules.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a detector found in, the alert out: its deterministic id (docs/contract.md section 2, the
 * identity of each kind), its contents and its sentence.
 */
public final class AlertFactory {
  private AlertFactory() {}

  /** Identity: rule and event id. Final at once. */
  public static Alert match(Rule.Match rule, Signal signal) {
    Alert alert = begin(rule, Alert.FINAL, null, signal.time, signal.activity);
    alert.id = Hash128.hex(rule.name(), signal.eventId);
    alert.eventIds = List.of(signal.eventId);
    see(alert, signal.activity);
    alert.message = Message.match(rule, signal);
    return alert;
  }

  /** Identity: rule, group, term and {@code floor(first seen / life)}. */
  public static Alert newTerm(
      Rule.NewTerms rule,
      String group,
      String term,
      Episode episode,
      Long previouslySeen,
      String phase) {
    Alert alert = begin(rule, phase, group, episode.first, episode.activity);
    long bucket = Math.floorDiv(episode.first, rule.life().toMillis());
    alert.id = newTermId(rule, group, term, bucket);
    alert.term = term;
    alert.firstSeen = episode.first;
    alert.announced = episode.announced;
    alert.previouslySeen = previouslySeen;
    alert.eventIds = List.of(episode.firstEventId);
    see(alert, episode.activity);
    alert.message = Message.newTerm(rule, alert);
    return alert;
  }

  static String newTermId(Rule.NewTerms rule, String group, String term, long period) {
    return Hash128.hex(rule.name(), group, term, Long.toString(period));
  }

  /** The same alert taken back under the id that an early revision of it had. */
  public static Alert withdrawn(Alert alert, String id) {
    Alert withdrawn = new Alert();
    withdrawn.rule = alert.rule;
    withdrawn.group = alert.group;
    withdrawn.time = alert.time;
    withdrawn.activity = alert.activity;
    withdrawn.term = alert.term;
    withdrawn.firstSeen = alert.firstSeen;
    withdrawn.announced = alert.announced;
    withdrawn.eventIds = alert.eventIds;
    withdrawn.told = alert.told;
    withdrawn.toldOf = alert.toldOf;
    withdrawn.message = alert.message;
    withdrawn.suppressed = alert.suppressed;
    withdrawn.actor = alert.actor;
    withdrawn.id = id;
    withdrawn.phase = Alert.WITHDRAWN;
    return withdrawn;
  }

  /** Identity: rule, group, window start. */
  public static Alert valueCount(
      Rule.ValueCount rule, String group, long start, long end, CallSummary calls, String phase) {
    Alert alert =
        begin(
            rule,
            phase,
            group,
            calls.last.time(),
            caller(rule, calls.caller, calls.last.activity()));
    alert.id = Hash128.hex(rule.name(), group, Long.toString(start));
    alert.windowStart = start;
    alert.windowEnd = end;
    alert.count = calls.count;
    alert.distinct = calls.countsValues() ? (Long) calls.counted() : null;
    alert.values = calls.countsValues() ? calls.values.values : null;
    alert.measured = calls.measured();
    alert.told = calls.told.all();
    alert.toldOf = calls.told.callers();
    alert.first = calls.first.time();
    alert.last = calls.last.time();
    alert.eventIds = calls.eventIds();
    calls.seen.list(alert);
    alert.truncated = calls.truncated();
    Earliest.Place completing = rule.monotone() ? calls.completing() : null;
    if (completing != null) {
      alert.completed = completing.time();
      alert.completedBy = completing.eventId();
    }
    alert.message = Message.valueCount(rule, alert);
    return alert;
  }

  /** Identity: rule, group, H. */
  public static Alert rareRatio(
      Rule.RareRatio rule, String group, RatioSummary summary, String phase) {
    UncommonHour uncommon = summary.uncommon;
    Alert alert = begin(rule, phase, group, uncommon.latest, caller(uncommon));
    alert.id = Hash128.hex(rule.name(), group, Long.toString(summary.end));
    alert.windowStart = summary.start();
    alert.windowEnd = summary.end;
    alert.total = summary.total();
    alert.trusted = summary.trusted;
    alert.uncommon = uncommon.count;
    alert.ratio = summary.ratio();
    alert.organizations = summary.organizations.values;
    alert.sensitiveActions = uncommon.sensitiveActions.values;
    alert.latestUncommon = uncommon.latest;
    alert.eventIds = uncommon.eventIds.values;
    alert.ips = uncommon.ips.values;
    alert.users = uncommon.users.values;
    alert.hosts = uncommon.addresses.values.stream().filter(a -> !isIp(a, uncommon)).toList();
    alert.networks = uncommon.networks.values;
    alert.userAgents = uncommon.userAgents.values;
    alert.truncated =
        summary.organizations.truncated
            || uncommon.eventIds.truncated
            || uncommon.addresses.truncated
            || uncommon.ips.truncated
            || uncommon.networks.truncated
            || uncommon.userAgents.truncated;
    alert.message = Message.rareRatio(rule, alert);
    return alert;
  }

  /** Of a rule by who is behind calls one person's sessions are no several callers. */
  private static Activity caller(Rule rule, Caller caller, Activity last) {
    return rule.isByActor() ? Caller.principal(last) : caller.activity();
  }

  /** Of the hours' callers their names are known. */
  private static Activity caller(UncommonHour uncommon) {
    return uncommon.users.values.size() > 1
        ? Caller.nobody(uncommon.latestActivity)
        : Caller.principal(uncommon.latestActivity);
  }

  private static boolean isIp(String address, UncommonHour uncommon) {
    return uncommon.ips.values.contains(address);
  }

  /** Identity: rule, group and {@code floor(time of the last step / timespan)}. */
  public static Alert sequence(Rule.Sequence rule, String group, List<Signal> chain, String phase) {
    Signal last = chain.get(chain.size() - 1);
    Told told = new Told(rule);
    Caller caller = new Caller();
    EverythingSeen seen = new EverythingSeen();
    for (int i = 0; i < chain.size(); i++) { // the last step is the last call, of one second too
      Signal step = chain.get(i);
      told.add(step.activity, i, step.eventId);
      caller.add(step.activity, i, step.eventId);
      seen.add(step.activity);
    }
    Alert alert = begin(rule, phase, group, last.time, caller(rule, caller, last.activity));
    long bucket = Math.floorDiv(last.time, rule.timespan().toMillis());
    alert.id = Hash128.hex(rule.name(), group, Long.toString(bucket));
    alert.steps =
        chain.stream().map(s -> new Step(s.value, s.time, s.eventId, s.activity.action)).toList();
    alert.eventIds = chain.stream().map(s -> s.eventId).distinct().toList();
    seen.list(alert);
    alert.truncated = seen.truncated();
    alert.told = told.all();
    alert.toldOf = told.callers();
    alert.message = Message.sequence(rule, alert);
    return alert;
  }

  private static Alert begin(Rule rule, String phase, String group, long time, Activity activity) {
    Alert alert = new Alert();
    alert.rule = rule.name();
    alert.phase = phase;
    alert.group = group;
    alert.time = time;
    alert.activity = activity;
    return alert;
  }

  static void see(Alert alert, Activity activity) {
    alert.ips = seen(Arrays.asList(activity.ip));
    alert.users = seen(Arrays.asList(activity.userName));
    alert.hosts = seen(Arrays.asList(host(activity)));
  }

  private static List<String> seen(List<String> values) {
    return values.stream().filter(Objects::nonNull).distinct().sorted().limit(Seen.LIMIT).toList();
  }

  /** The source address where it's a host name or {@code AWS Internal}. */
  static String host(Activity activity) {
    return activity.ip == null ? activity.address : null;
  }
}

package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.Hash128;
import io.trailhound.model.Incident;
import io.trailhound.model.IncidentAlert;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.text.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@link Incidents} tells, as the rule that its documents are of: it has no file, because it's
 * about alerts whatever they are of.
 */
public final class IncidentRule {
  public static final String NAME = "trailhound_incident";

  private static final int MOST_RULES_TOLD = 10;

  private static final String GUIDE =
      """
      1. Read the alerts in their order: does one thing lead to the next, from finding its way to taking something?
      2. Is it the person's own work? Ask them, by another way than the account.
      3. Which keys and sessions are in it? Revoke them, then look for what they made: users, keys, roles, functions.
      4. Look at the hours before the first alert, by the same addresses and the same principal.
      """;

  private IncidentRule() {}

  /**
   * For documents; no event matches it. How severe it is, they say themselves.
   *
   * @param gap how far apart alerts of an incident may be
   */
  public static Rule of(Duration gap) {
    return new Rule.Match(
        new RuleInfo(
            NAME,
            "0c1d3a52-5f6e-4a0b-8f43-7f0a5b1c9e2d",
            "Alerts of one principal",
            "Alerts of one principal, or of the person behind it, that lie close together.",
            "incident",
            "low",
            21,
            "Trailhound",
            List.of(),
            List.of(),
            List.of(),
            Hash128.hex(NAME, gap.toString()),
            GUIDE,
            NAME,
            1),
        Conditions.NEVER,
        true);
  }

  /** Of which incident's beginning an id is: no two of a principal begin in the same stretch. */
  static long stretch(IncidentSpan span, long gap) {
    return Math.floorDiv(span.from(), gap);
  }

  /** Identity: principal, gap, and the stretch of time in which it begins. */
  static String id(String principal, long gap, long stretch) {
    return Hash128.hex(NAME, principal, Long.toString(gap), Long.toString(stretch));
  }

  /** The incident as it's told, without id, phase and revision. */
  static Alert alert(String principal, IncidentSpan span) {
    Alert first = span.alerts().get(0);
    Alert alert = new Alert();
    alert.rule = NAME;
    alert.time = span.last();
    alert.activity = caller(first.activity);
    alert.actor =
        span.alerts().stream().anyMatch(each -> principal.equals(each.actor)) ? principal : null;
    Collected all = new Collected();
    span.alerts().forEach(all::add);
    alert.ips = all.ips.values;
    alert.users = all.users.values;
    alert.hosts = all.hosts.values;
    alert.networks = all.networks.values;
    alert.userAgents = all.userAgents.values;
    alert.truncated = all.truncated();
    alert.incident = incident(principal, span);
    alert.message = message(alert, span);
    return alert;
  }

  /** Who it was, without what belongs to single alerts. */
  private static Activity caller(Activity a) {
    Activity caller = new Activity();
    caller.accountId = a.accountId;
    caller.userName = a.userName;
    caller.userId = a.userId;
    caller.arn = a.arn;
    caller.userType = a.userType;
    return caller;
  }

  private static Incident incident(String principal, IncidentSpan span) {
    Incident incident = new Incident();
    incident.principal = principal;
    incident.from = span.from();
    incident.last = span.last();
    List<Alert> alerts = span.latest();
    incident.number = alerts.size();
    incident.rules = alerts.stream().map(alert -> alert.rule).distinct().toList();
    incident.alerts = alerts.stream().limit(Seen.LIMIT).map(IncidentRule::shown).toList();
    return incident;
  }

  private static IncidentAlert shown(Alert alert) {
    IncidentAlert shown = new IncidentAlert();
    shown.id = alert.id;
    shown.rule = alert.rule;
    shown.time = alert.time;
    shown.message = alert.message;
    return shown;
  }

  private static String message(Alert alert, IncidentSpan span) {
    List<Alert> alerts = span.latest();
    Map<String, Long> byRule =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.rule, LinkedHashMap::new, Collectors.counting()));
    String story =
        byRule.entrySet().stream()
            .limit(MOST_RULES_TOLD)
            .map(rule -> rule.getKey() + times(rule.getValue()))
            .collect(Collectors.joining(", then "));
    int more = byRule.size() - MOST_RULES_TOLD;
    boolean other = alert.actor != null && !alert.actor.equals(alert.activity.arn);
    return "%s%s caused %s of %s %s: %s%s."
        .formatted(
            Who.did(alert.activity),
            other ? ", behind it " + Caps.shown(alert.actor) + "," : "",
            number(alerts.size(), "alert"),
            number(byRule.size(), "rule"),
            when(span),
            story,
            more > 0 ? ", and " + number(more, "rule") + " more" : "");
  }

  private static String when(IncidentSpan span) {
    Instant from = Instant.ofEpochMilli(span.from());
    return span.from() == span.last()
        ? "at " + from
        : "within %s from %s on".formatted(DurationWords.words(span.last() - span.from()), from);
  }

  private static String times(long number) {
    return number == 1 ? "" : " (" + number + " times)";
  }

  private static String number(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** What all of the alerts saw. */
  private static final class Collected {
    private final Seen ips = new Seen();
    private final Seen users = new Seen();
    private final Seen hosts = new Seen();
    private final Seen networks = new Seen();
    private final Seen userAgents = new Seen();
    private boolean cut;

    void add(Alert alert) {
      addAll(alert.ips, ips);
      addAll(alert.users, users);
      addAll(alert.hosts, hosts);
      addAll(alert.networks, networks);
      networks.add(alert.networks == null ? Networks.name(alert.activity) : null);
      addAll(alert.userAgents, userAgents);
      userAgents.add(alert.userAgents == null ? alert.activity.userAgent : null);
      cut |= alert.truncated;
    }

    private void addAll(List<String> values, Seen seen) {
      if (values != null) {
        values.forEach(seen::add);
      }
    }

    boolean truncated() {
      return cut
          || List.of(ips, users, hosts, networks, userAgents).stream()
              .anyMatch(seen -> seen.truncated);
    }
  }
}

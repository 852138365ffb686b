package io.trailhound.detect;

import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Caps;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.Sigma;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Values longer than an alert shows are compared as they are, also where alerts are what's
 * compared: whoever writes user agents could make all of theirs the same otherwise.
 */
class LongValuesTest {
  private static final String LONG = "x".repeat(2 * Caps.VALUE);

  private static final RuleBook BOOK =
      Sigma.book(
          """
          title: Get
          name: get
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventName: Get}, condition: s}
          suppress: {by: [userAgent], for: 1h}
          ---
          title: Bursts
          name: inner
          correlation:
            type: event_count
            rules: get
            group-by: [userIdentity.arn]
            timespan: 10s
            condition: {gte: 1}
            generate: true
          ---
          title: Of agents
          name: outer
          correlation:
            type: event_count
            rules: inner
            group-by: [userAgent]
            timespan: 1h
            condition: {gte: 2}
          ---
          title: Agents
          name: agents
          correlation:
            type: value_count
            rules: inner
            group-by: [awsRegion]
            timespan: 1h
            condition: {field: userAgent, gte: 2}
          """);

  private static CloudTrailEvent event(String agent) {
    CloudTrailEvent event = new CloudTrailEvent();
    event.eventId = "e";
    event.eventTime = START;
    event.eventName = "Get";
    event.awsRegion = "eu-west-1";
    event.arn = LONG + "arn";
    event.userName = LONG + "user";
    event.userAgent = agent;
    return event;
  }

  private static Signal signal(String rule, String agent) {
    List<Signal> signals = new ArrayList<>();
    new RuleMatcher(BOOK)
        .match(
            event(agent),
            (to, signal) -> {
              if (to.name().equals(rule)) {
                signals.add(signal);
              }
            });
    assertThat(signals).hasSize(1);
    return signals.get(0);
  }

  private static Alert get(String agent) {
    return AlertFactory.match((Rule.Match) BOOK.find("get").orElseThrow(), signal("get", agent));
  }

  private static Alert inner(String... agents) {
    Rule.ValueCount rule = (Rule.ValueCount) BOOK.find("inner").orElseThrow();
    CallSummary calls = new CallSummary(rule);
    for (String agent : agents) {
      calls.add(Call.of(signal("inner", agent)));
    }
    return AlertFactory.valueCount(rule, "arn", START, START + 10_000, calls, Alert.FINAL);
  }

  @Test
  void alertsOfDifferentOnesArentSuppressedTogether() {
    Rule rule = BOOK.find("get").orElseThrow();
    var suppression = rule.info().suppression();

    assertThat(suppression.key(rule, get(LONG + "1")))
        .isNotEqualTo(suppression.key(rule, get(LONG + "2")))
        .isEqualTo(suppression.key(rule, get(LONG + "1")));
  }

  @Test
  void correlationsOverCorrelationsHaveAGroupAndAValueForEach() {
    var groups = uses("outer").in(inner(LONG + "1", LONG + "2", LONG + "1"));
    var values = uses("agents").in(inner(LONG + "1", LONG + "2", LONG + "1"));

    assertThat(groups).containsOnlyKeys(Caps.key(LONG + "1"), Caps.key(LONG + "2"));
    assertThat(values.get("eu-west-1").values())
        .containsExactlyInAnyOrder(Caps.key(LONG + "1"), Caps.key(LONG + "2"));
  }

  private static AlertUse uses(String by) {
    return AlertUse.all(BOOK.rules(), BOOK::feeds, Set.of(by)).get("inner").get(0);
  }

  @Test
  void incidentsAreOfOnePrincipal() {
    assertThat(Incidents.principal(get("a"))).isEqualTo(Caps.key(LONG + "arn"));
  }

  @Test
  void alertsShowTheirBeginnings() {
    String shown = Caps.shown(LONG);
    Alert alert = get(LONG);
    String document = new EcsAlert(BOOK.rules(), "1").toJson(alert);

    assertThat(document)
        .contains("\"original\":\"" + shown + "\"", "\"arn\":\"" + shown + "\"")
        .contains("\"truncated\":true");
    assertThat(alert.message).startsWith(shown + " called Get");
    assertThat(document + alert.message).doesNotContain(hash(LONG), hash(LONG + "arn"));
  }

  private static String hash(String value) {
    return Caps.key(value).substring(Caps.VALUE);
  }

  /** What a role's session is called is the end of its ARN. */
  @Test
  void noHashIsTakenForASessionsName() {
    Activity activity = new Activity();
    activity.userType = "AssumedRole";
    activity.arn = Caps.key("arn:aws:sts::111122223333:assumed-role/admin/" + LONG);
    Alert alert = get("a");
    alert.activity = activity;

    assertThat(new EcsAlert(BOOK.rules(), "1").toJson(alert))
        .containsPattern("\"session_name\":\"x+…\"");
    assertThat(Who.did(activity)).matches("Role admin \\(session x+…\\)");
  }
}

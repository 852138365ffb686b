package io.trailhound.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.AlertFactory;
import io.trailhound.detect.Call;
import io.trailhound.detect.CallSummary;
import io.trailhound.detect.Episode;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Suppressed;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.RuleInfo.Threat;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.sigma.TestFields;
import io.trailhound.rules.sigma.Threats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EcsAlertTest {
  private static final long NOON = Instant.parse("2026-09-01T12:00:00Z").toEpochMilli();

  static RuleInfo info(String name, String kind) {
    return new RuleInfo(
        name,
        "0b2c",
        "Discovery call from a VPN",
        "",
        kind,
        "medium",
        47,
        "Trailhound",
        List.of("a reference"),
        List.of(),
        List.of(
            new Threat("tactic", "TA0001", "Initial Access"),
            new Threat("technique", "T1526", "Cloud Service Discovery"),
            new Threat("subtechnique", "T1078.004", "Cloud Accounts")),
        "abc",
        "Ask alice.",
        "rule.yml",
        1);
  }

  static Activity alice() {
    Activity a = new Activity();
    a.action = "ListUsers";
    a.provider = "iam.amazonaws.com";
    a.outcome = "success";
    a.region = "us-east-1";
    a.accountId = "111122223333";
    a.userName = "alice";
    a.arn = "arn:aws:iam::111122223333:user/alice";
    a.userType = "IAMUser";
    a.address = "198.18.0.11";
    a.ip = "198.18.0.11";
    a.asNumber = 9009;
    a.asOrganization = "M247";
    a.userAgent = "\u001b[31m<b>\n=cmd()";
    return a;
  }

  static String json(Rule rule, Alert alert) {
    return new EcsAlert(List.of(rule), "1.2.3").toJson(alert);
  }

  private static Rule.ValueCount count(String field, Duration timespan, int least) {
    return new Rule.ValueCount(
        info("burst", "value_count"),
        List.of("base"),
        List.of(new GroupField("userIdentity.arn", TestFields.named("userIdentity.arn"))),
        TestFields.named(field),
        timespan,
        false,
        Threshold.atLeast(least));
  }

  @Test
  void anUnknownThreatHasItsIdAsItsNameSoThatTheNextHasItsOwn() {
    List<Threat> threats =
        Threats.of(List.of("attack.t9999", "attack.t1078", "attack.t9998.001", "attack.t1078.004"));
    RuleInfo rule =
        new RuleInfo(
            "call", "", "", "", "match", "low", 21, "", List.of(), List.of(), threats, "", "", "",
            1);
    Signal signal = new Signal("call", null, NOON, "e", null, alice());
    Rule.Match match = new Rule.Match(rule, Conditions.and(List.of()), true);
    assertThat(json(match, AlertFactory.match(match, signal)))
        .contains(
            "\"technique\":{\"id\":[\"T9999\",\"T1078\"],\"name\":[\"T9999\",\"Valid Accounts\"],"
                + "\"subtechnique\":{\"id\":[\"T9998.001\",\"T1078.004\"],"
                + "\"name\":[\"T9998.001\",\"Cloud Accounts\"]}}");
  }

  /** Whoever makes the calls writes their agents, names and ids. */
  @Test
  void noDocumentIsTooLargeForABroker() {
    Rule.ValueCount rule = count("userAgent", Duration.ofMinutes(10), 5);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 105; i++) {
      Activity activity = alice();
      activity.userAgent = i + "日".repeat(11 << 10);
      activity.userName = i + "😀".repeat(11 << 10);
      activity.address = i + "ü".repeat(11 << 10);
      activity.ip = null;
      calls.add(new Call(NOON + i, i + "e".repeat(11 << 10), activity.userAgent, activity));
    }
    Alert alert =
        AlertFactory.valueCount(
            rule, "arn", NOON, NOON + 600_000, CallSummary.of(rule, calls), Alert.FINAL);

    String document = json(rule, alert);

    assertThat(document.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(256 << 10);
    assertThat(document)
        .containsPattern("\"message\":\"[^\"]{500,4000}…\"")
        .containsPattern("\"user_agents\":\\[\"[^\"]{1023}…\",")
        .contains("\"truncated\":true", "\"count\":105,\"distinct\":105");
  }

  @Test
  void aMatchIsTheDocumentOfTheContractAndLeavesOutWhatHasNoValue() {
    Rule.Match rule = new Rule.Match(info("vpn_call", "match"), Conditions.and(List.of()), true);
    Alert alert = AlertFactory.match(rule, new Signal("vpn_call", null, NOON, "e1", null, alice()));
    assertThat(json(rule, alert))
        .isEqualTo(
            """
            {"@timestamp":"2026-09-01T12:00:00Z",\
            "message":"alice called ListUsers (iam.amazonaws.com) in us-east-1 from 198.18.0.11, AS9009 M247, and it succeeded.",\
            "event":{"id":"%s","kind":"alert","category":["intrusion_detection"],"type":["info"],\
            "module":"trailhound","dataset":"trailhound.alert","severity":47,"risk_score":47,\
            "action":"ListUsers","provider":"iam.amazonaws.com","outcome":"success"},\
            "rule":{"name":"vpn_call","uuid":"0b2c","description":"Discovery call from a VPN","category":"match",\
            "reference":["a reference"],"author":"Trailhound","version":"abc"},\
            "threat":{"framework":"MITRE ATT&CK","tactic":{"id":["TA0001"],"name":["Initial Access"]},\
            "technique":{"id":["T1526"],"name":["Cloud Service Discovery"],\
            "subtechnique":{"id":["T1078.004"],"name":["Cloud Accounts"]}}},\
            "user":{"name":"alice"},\
            "aws":{"cloudtrail":{"user_identity":{"arn":"arn:aws:iam::111122223333:user/alice","type":"IAMUser"}}},\
            "cloud":{"provider":"aws","account":{"id":"111122223333"},"region":"us-east-1"},\
            "source":{"address":"198.18.0.11","ip":"198.18.0.11","as":{"number":9009,"organization":{"name":"M247"}}},\
            "user_agent":{"original":"\\u001B[31m<b>\\n=cmd()"},\
            "related":{"ip":["198.18.0.11"],"user":["alice"]},\
            "trailhound":{"phase":"final","event_ids":["e1"],"guide":"Ask alice."},\
            "observer":{"vendor":"Trailhound","product":"Trailhound","type":"ids","version":"1.2.3"},\
            "ecs":{"version":"8.17.0"}}"""
                .formatted(alert.id));
  }

  @Test
  void anIdHasThirtyTwoHexDigitsAndComesFromTheIdentityAlone() {
    Rule.Match rule = new Rule.Match(info("vpn_call", "match"), Conditions.and(List.of()), true);
    Alert one = AlertFactory.match(rule, new Signal("vpn_call", null, NOON, "e1", null, alice()));
    Activity changed = alice();
    changed.userName = "somebody else";
    Alert same =
        AlertFactory.match(rule, new Signal("vpn_call", null, NOON + 1, "e1", null, changed));
    assertThat(one.id).matches("[0-9a-f]{32}").isEqualTo(same.id);
  }

  @Test
  void whenTheEventArrivedIsNoPartOfTheDocument() {
    Rule.Match rule = new Rule.Match(info("vpn_call", "match"), Conditions.and(List.of()), true);
    Signal signal = new Signal("vpn_call", null, NOON, "e1", null, alice());
    assertThat(json(rule, AlertFactory.match(rule, signal).arrivedAt(NOON + 1)))
        .isEqualTo(json(rule, AlertFactory.match(rule, signal).arrivedAt(NOON + 2)));
  }

  @Test
  void whatASuppressedAlertStandsForIsAnObjectOfItsOwn() {
    Rule.Match rule = new Rule.Match(info("call", "match"), Conditions.and(List.of()), true);
    Alert alert = AlertFactory.match(rule, new Signal("call", null, NOON, "e1", null, alice()));
    Suppressed held = new Suppressed();
    held.actions = List.of();
    held.addresses = List.of();
    held.until = NOON + 3_600_000;
    held.revision = 1;
    alert.suppressed = held;
    assertThat(json(rule, alert))
        .contains("\"suppressed\":{\"number\":0,\"until\":\"2026-09-01T13:00:00Z\"}");
    held.number = 2;
    held.first = NOON + 1000;
    held.last = NOON + 2000;
    held.actions = List.of("ListRoles");
    held.addresses = List.of("198.18.0.1", "198.18.0.2");
    assertThat(json(rule, alert))
        .contains(
            "\"suppressed\":{\"number\":2,\"first\":\"2026-09-01T12:00:01Z\",\"last\":\"2026-09-01T12:00:02Z\","
                + "\"actions\":[\"ListRoles\"],\"addresses\":[\"198.18.0.1\",\"198.18.0.2\"],"
                + "\"until\":\"2026-09-01T13:00:00Z\"}");
  }

  @Test
  void aNewTermThatIsAnAsNumberIsANumber() {
    Rule.NewTerms rule =
        new Rule.NewTerms(
            info("first_seen", "new_terms"),
            List.of("base"),
            List.of(new GroupField("userIdentity.arn", TestFields.named("userIdentity.arn"))),
            TestFields.named("source.as.number"),
            Duration.ofDays(10));
    Episode episode = new Episode();
    episode.first = NOON;
    episode.firstEventId = "e1";
    episode.activity = alice();
    Alert alert = AlertFactory.newTerm(rule, "arn:x", "9009", episode, null, Alert.EARLY);
    assertThat(json(rule, alert))
        .contains(
            "\"term\":9009,\"first_seen\":\"2026-09-01T12:00:00Z\"",
            "\"message\":\"alice called ListUsers (iam.amazonaws.com) in us-east-1 from"
                + " 198.18.0.11: the first time in 10 days that this principal is seen with AS9009"
                + " M247.\"");
  }

  @Test
  void aCountNamesItsGroupWindowAndValuesButNoSingleCall() {
    Rule.ValueCount rule = count("event.action", Duration.ofSeconds(10), 2);
    List<Call> calls = new ArrayList<>();
    calls.add(new Call(NOON, "e1", "ListUsers", alice()));
    calls.add(new Call(NOON + 1000, "e2", "ListRoles", alice()));
    Alert alert =
        AlertFactory.valueCount(
            rule, "arn:x", NOON, NOON + 10_000, CallSummary.of(rule, calls), Alert.FINAL);
    assertThat(json(rule, alert))
        .contains(
            "\"message\":\"alice made 2 calls with 2 different actions within 10 s from AS9009 M247"
                + " (threshold: at least 2): ListRoles, ListUsers.\"",
            "\"group\":{\"userIdentity.arn\":\"arn:x\"}",
            "\"window\":{\"start\":\"2026-09-01T12:00:00Z\",\"end\":\"2026-09-01T12:00:10Z\"}",
            "\"count\":2,\"distinct\":2,\"values\":[\"ListRoles\",\"ListUsers\"]",
            "\"first\":\"2026-09-01T12:00:00Z\",\"last\":\"2026-09-01T12:00:01Z\"",
            "\"networks\":[\"AS9009 M247\"]")
        .doesNotContain("\"source\":", "\"outcome\":", "truncated");
  }
}

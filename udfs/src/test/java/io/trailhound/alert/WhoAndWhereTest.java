package io.trailhound.alert;

import static io.trailhound.alert.EcsAlertTest.alice;
import static io.trailhound.alert.EcsAlertTest.info;
import static io.trailhound.alert.EcsAlertTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.AlertFactory;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Session;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who and where, in an alert's document. */
class WhoAndWhereTest {
  private static final long NOON = Instant.parse("2026-09-01T12:00:00Z").toEpochMilli();

  @Test
  void whatFilesSayOfAccountAndAddressesStandsWhereEcsHasIt() {
    Rule.Match rule = new Rule.Match(info("vpn_call", "match"), Conditions.and(List.of()), true);
    Alert alert = AlertFactory.match(rule, new Signal("vpn_call", null, NOON, "e1", null, alice()));
    String before = json(rule, alert);
    alert.where =
        Map.ofEntries(
            entry("cloud.account.name", "prod"),
            entry("labels.owner", "team-a"),
            entry("labels.environment", "production"),
            entry("labels.organizational_unit", "Workloads"),
            entry("source.geo.country_iso_code", "SE"),
            entry("source.geo.city_name", "Malmö"),
            Map.entry("source.geo.location", new String[] {"55.6", "13.0"}),
            Map.entry("trailhound.network.tags", new String[] {"tor", "vpn"}));
    String with = json(rule, alert);
    assertThat(with)
        .contains(
            """
            "cloud":{"provider":"aws","account":{"id":"111122223333","name":"prod"},"region":"us-east-1"}\
            """)
        .contains(
            """
            "organization":{"name":"M247"}},\
            "geo":{"country_iso_code":"SE","city_name":"Malmö","location":{"lat":55.6,"lon":13.0}}},\
            """)
        .contains(
            """
            "labels":{"owner":"team-a","environment":"production","organizational_unit":"Workloads"},"related":\
            """)
        .contains(
            """
            "trailhound":{"phase":"final","network":{"tags":["tor","vpn"]},"event_ids":\
            """);
    assertThat(
            with.replaceAll(
                ",.name.:.prod.|,.geo.:.*?\\}\\}|.labels.:.*?\\},|.network.:.*?\\},", ""))
        .isEqualTo(before);
  }

  private static Map.Entry<String, String[]> entry(String name, String value) {
    return Map.entry(name, new String[] {value});
  }

  @Test
  void aSessionIsShownWithWhatIsKnownOfIt() {
    Rule.Match rule = new Rule.Match(info("vpn_call", "match"), Conditions.and(List.of()), true);
    Activity activity = alice();
    activity.arn = "arn:aws:sts::111122223333:assumed-role/admin/jane";
    activity.session = new Session();
    activity.session.created = NOON;
    activity.session.mfa = "true";
    activity.session.sourceIdentity = "jane@example.com";
    activity.session.onBehalfOf = "94-1";
    activity.session.identityStore = "arn:aws:identitystore::111122223333:identitystore/d-1";
    assertThat(
            json(rule, AlertFactory.match(rule, new Signal("c", null, NOON, "e", null, activity))))
        .contains(
            """
            "session_context":{"session_name":"jane","source_identity":"jane@example.com",\
            "creation_date":"2026-09-01T12:00:00Z","mfa_authenticated":"true"},\
            "on_behalf_of":{"user_id":"94-1",\
            "identity_store_arn":"arn:aws:identitystore::111122223333:identitystore/d-1"}}}},\
            """);
  }
}

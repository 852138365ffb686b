package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Suppression;
import io.trailhound.rules.sigma.Sigma;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts of correlations by an alias: what it stands for is not the field of its first rule. */
class AliasedAlertsTest {
  private static final RuleBook BOOK =
      Sigma.book(
          """
          title: Read
          name: read
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventName: GetObject}, condition: s}
          ---
          title: Written
          name: written
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventName: PutObject}, condition: s}
          ---
          title: By a name here, an address there
          name: by_alias
          correlation:
            type: event_count
            rules: [read, written]
            group-by: [who, user.name]
            aliases: {who: {read: user.name, written: source.address}}
            timespan: 10m
            condition: {gte: 2}
          suppress: {by: [user.name], for: 1h}
          ---
          title: By an alias alone
          name: by_key
          correlation:
            type: event_count
            rules: [read, written]
            group-by: [key]
            aliases: {key: {read: user.name, written: requestParameters.key}}
            timespan: 10m
            condition: {gte: 2}
          ---
          title: Of which an alias is new
          name: new_terms
          correlation:
            type: new_terms
            rules: [read, written]
            group-by: [cloud.region]
            aliases: {what: {read: user.name, written: source.address}}
            timespan: 1d
            condition: {field: what}
          ---
          title: Users among them
          name: users
          correlation:
            type: value_count
            rules: [new_terms]
            group-by: [cloud.region]
            timespan: 1d
            condition: {field: user.name, gte: 1}
          ---
          title: By user
          name: by_user
          correlation:
            type: temporal
            rules: [by_key, read]
            group-by: [user.name]
            timespan: 1h
          ---
          title: By what is an alias below
          name: by_the_same
          correlation:
            type: temporal
            rules: [by_key, read]
            group-by: [thing]
            aliases: {thing: {by_key: key, read: requestParameters.key}}
            timespan: 1h
          """);

  private static Map<String, Set<String>> groups(String over, Alert alert) {
    Rule base = BOOK.find(alert.rule).orElseThrow();
    return BOOK.feeds(base.name()).stream()
        .filter(feed -> feed.rule().name().equals(over))
        .map(feed -> AlertUse.of(base, feed).in(alert))
        .findFirst()
        .map(
            brought ->
                brought.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().values())))
        .orElseThrow();
  }

  private static Alert alert(String rule, String... group) {
    Alert alert = new Alert();
    alert.rule = rule;
    alert.group = Group.join(group);
    alert.activity = new Activity();
    alert.activity.userName = "bob";
    return alert;
  }

  @Test
  void aCorrelationByARealFieldTakesWhatTheEventsHadOfIt() {
    assertThat(BOOK.find("by_key").orElseThrow().links().told()).containsExactly("user.name");
    Alert alert = alert("by_key", "secret.txt");
    alert.told = List.of("bob", "carol");
    assertThat(groups("by_user", alert)).containsOnlyKeys("bob", "carol");
  }

  @Test
  void oneThatNamesTheAliasTakesItsGroup() {
    assertThat(groups("by_the_same", alert("by_key", "secret.txt"))).containsOnlyKeys("secret.txt");
  }

  @Test
  void aTermOfAnAliasIsNoValueOfARealField() {
    Alert alert = alert("new_terms", "eu-west-1");
    alert.term = "192.0.2.1";
    assertThat(groups("users", alert)).isEqualTo(Map.of("eu-west-1", Set.of("bob")));
  }

  @Test
  void whatIsSuppressedGoesByTheFieldThatItNames() {
    Rule rule = BOOK.find("by_alias").orElseThrow();
    Suppression how = rule.info().suppression();
    assertThat(how.key(rule, alert("by_alias", "192.0.2.1", "bob"))).isEqualTo("bob");
    assertThat(how.key(rule, alert("by_alias", "bob", "bob"))).isEqualTo("bob");
  }
}

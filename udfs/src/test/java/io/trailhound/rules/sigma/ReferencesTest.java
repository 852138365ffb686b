package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Lookup;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What correlations refer to, by which field, and which of these rules have alerts. */
class ReferencesTest {
  @Test
  void referencedRulesAreSilentUnlessGenerated() {
    String rule = "type: temporal\nrules: [one, two]\ngroup-by: user.name\ntimespan: 30m\n";
    assertThat(alerting(rule)).containsExactly("c");
    assertThat(alerting(rule + "generate: false")).containsExactly("c");
    assertThat(alerting(rule + "generate: true")).containsExactly("one", "two", "c");
    assertThat(alerting(rule + "generate: [two]")).containsExactly("two", "c");
    assertThat(alerting(rule + "generate: two")).containsExactly("two", "c");
    RuleBook match = Sigma.book(TwoCalls.RULES);
    assertThat(((Rule.Match) match.rules().get(0)).alerts()).isTrue();
  }

  @Test
  void generateIsReadInAnyCaseAndAlsoBesideTheSection() {
    String rule = "type: temporal\nrules: [one, two]\ngroup-by: user.name\ntimespan: 30m\n";
    assertThat(alerting(rule + "generate: True")).containsExactly("one", "two", "c");
    assertThat(alerting(rule + "generate: 'TRUE'")).containsExactly("one", "two", "c");
    assertThat(alerting(rule + "generate: False")).containsExactly("c");
    assertThat(alerting(rule + "generate: 11111111-1111-4111-8111-111111111111"))
        .containsExactly("one", "c");
    for (String beside : List.of("true", "True", "[one]")) {
      RuleBook top =
          Sigma.book(
              TwoCalls.RULES
                  + "---\ntitle: C\nname: c\ngenerate: "
                  + beside
                  + "\ncorrelation:\n"
                  + rule.indent(2));
      assertThat(top.alerts("one")).isTrue();
      assertThat(top.alerts("two")).isEqualTo(!beside.startsWith("["));
    }
  }

  @Test
  void oneCorrelationThatGeneratesIsEnough() {
    String count =
        """
        ---
        title: X
        name: %s
        correlation:
          type: event_count
          rules: one
          group-by: user.name
          timespan: 1h
          condition: {gte: 2}
          generate: %s
        """;
    RuleBook book =
        Sigma.book(TwoCalls.RULES + count.formatted("c", "true") + count.formatted("d", "false"));
    assertThat(book.alerts("one")).isTrue();
    assertThat(book.feeds("one")).hasSize(2);
  }

  @Test
  void aStepMayBeStateful() {
    RuleBook book =
        Sigma.book(
            TwoCalls.RULES,
            """
            title: Sequence first, what it refers to in the next file
            name: c
            correlation:
              type: temporal
              rules: [first_seen, two]
              group-by: userIdentity.arn
              timespan: 30m
            """,
            """
            title: First seen
            name: first_seen
            correlation:
              type: new_terms
              rules: one
              group-by: aws.cloudtrail.user_identity.arn
              timespan: 10d
              condition: {field: source.as.number}
            """);
    assertThat(((Rule.Sequence) book.find("c").orElseThrow()).steps())
        .containsExactly("first_seen", "two");
    assertThat(book.feeds("two")).extracting(feed -> feed.rule().name()).containsExactly("c");
    assertThat(book.alerts("first_seen")).isFalse();
    assertThat(book.lookups()).containsExactly(Lookup.ASN);
  }

  @Test
  void aliasesNameAnotherFieldInEachRule() {
    RuleBook book =
        Sigma.book(
            TwoCalls.RULES
                + """
                ---
                title: C
                name: c
                correlation:
                  type: temporal
                  rules: [one, two]
                  group-by: [who]
                  timespan: 30m
                  aliases:
                    who:
                      one: user.name
                      two: requestParameters.userName
                """);
    assertThat(book.feeds("one").get(0).group())
        .extracting(Field::name)
        .containsExactly("user.name");
    assertThat(book.feeds("two").get(0).group())
        .extracting(Field::name)
        .containsExactly("requestParameters.userName");
    Rule.Sequence rule = (Rule.Sequence) book.find("c").orElseThrow();
    assertThat(rule.groupBy().get(0).name()).isEqualTo("who");
  }

  @Test
  void theExampleOfTheSpecificationLoads() {
    // its shape: documents without names that go by file and id, forward references, a chain
    RuleBook book =
        Sigma.book(
            """
            title: Many failures, then a success
            id: b180ead8-d58f-40b2-ae54-c8940995b9b6
            correlation:
              type: temporal_ordered
              rules: [many_failures, success]
              group-by: [user.name]
              timespan: 10m
            level: high
            ---
            title: Many failures
            id: a8418a5a-5fc4-46b5-b23b-6c73beb19d41
            name: many_failures
            correlation:
              type: event_count
              rules: [failure]
              group-by: [user.name]
              timespan: 10m
              condition: {gte: 10}
            ---
            title: Failure
            name: failure
            logsource: {product: aws, service: cloudtrail}
            detection: {selection: {eventName: ConsoleLogin, event.outcome: failure}, condition: selection}
            ---
            title: Success
            name: success
            logsource: {product: aws, service: cloudtrail}
            detection: {selection: {eventName: ConsoleLogin, event.outcome: success}, condition: selection}
            """);
    assertThat(book.rules())
        .extracting(Rule::name)
        .containsExactly("a", "many_failures", "failure", "success");
  }

  private static List<String> alerting(String body) {
    RuleBook book = TwoCalls.book(body);
    return book.rules().stream().map(Rule::name).filter(book::alerts).toList();
  }
}

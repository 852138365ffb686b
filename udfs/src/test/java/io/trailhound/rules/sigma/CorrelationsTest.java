package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.ExtraFields;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.EventView;
import io.trailhound.rules.condition.Field;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationsTest {
  private static final String TWO_CALLS =
      """
      title: One
      id: 11111111-1111-4111-8111-111111111111
      name: one
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: One}, condition: s}
      ---
      title: Two
      name: two
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: Two}, condition: s}
      """;

  @Test
  void valueCount() {
    Rule.ValueCount rule =
        (Rule.ValueCount)
            correlation(
                "type: value_count\nrules: one\ngroup-by: [userIdentity.arn]\ntimespan: 10s\n"
                    + "window: tumbling\ncondition: {field: eventName, gt: 5}");
    assertThat(rule.rules()).containsExactly("one");
    assertThat(rule.groupBy().get(0).name()).isEqualTo("userIdentity.arn");
    assertThat(rule.field().name()).isEqualTo("event.action");
    assertThat(rule.timespan()).isEqualTo(Duration.ofSeconds(10));
    assertThat(rule.sliding()).isFalse();
    assertThat(rule.threshold()).isEqualTo(Threshold.atLeast(6));
    assertThat(rule.info().kind()).isEqualTo("value_count");
  }

  @Test
  void eventCountBySlidingWindow() {
    Rule.ValueCount rule =
        (Rule.ValueCount)
            correlation(
                "type: event_count\nrules: [one, two]\ngroup-by: [user.name, sourceIPAddress]\n"
                    + "timespan: 1h\ncondition: {gt: 100, lte: 200, neq: 150}");
    assertThat(rule.field()).isNull();
    assertThat(rule.sliding()).isTrue();
    assertThat(rule.threshold()).isEqualTo(new Threshold(101, 200, 150L));
    assertThat(rule.groupBy()).hasSize(2);
  }

  @ParameterizedTest(name = "{0} fires from {1} to {2}")
  @CsvSource({
    "gte: 3, 3, 9223372036854775807",
    "gt: 3, 4, 9223372036854775807",
    "lt: 3, 0, 2",
    "lte: 3, 0, 3",
    "eq: 3, 3, 3"
  })
  void thresholds(String condition, long min, long max) {
    Rule.ValueCount rule =
        (Rule.ValueCount)
            correlation(
                "type: event_count\nrules: one\ngroup-by: user.name\ntimespan: 7d\ncondition: {"
                    + condition
                    + "}");
    assertThat(rule.threshold()).isEqualTo(new Threshold(min, max, null));
    assertThat(rule.timespan()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void severalCountedFieldsAreOneValueTogether() {
    Rule.ValueCount rule =
        (Rule.ValueCount)
            correlation(
                "type: value_count\nrules: one\ngroup-by: user.name\ntimespan: 1d\n"
                    + "condition: {field: [eventName, awsRegion], gte: 2}");
    EventView view =
        new EventView()
            .of(Sigma.event(ExtraFields.NONE, "'eventName':'One','awsRegion':'eu-west-1'"));
    assertThat(rule.field().first(view)).isEqualTo("One, eu-west-1");
    view.event().awsRegion = null;
    assertThat(rule.field().first(view)).isNull();
  }

  @Test
  void newTerms() {
    Rule.NewTerms rule =
        (Rule.NewTerms)
            correlation(
                """
                type: new_terms
                rules: 11111111-1111-4111-8111-111111111111
                group-by: [userIdentity.arn]
                timespan: 10d
                condition: {field: source.as.number}
                """);
    assertThat(rule.rules()).as("an id stands for its rule").containsExactly("one");
    assertThat(rule.life()).isEqualTo(Duration.ofDays(10));
    assertThat(rule.term().name()).isEqualTo("source.as.number");
  }

  @Test
  void temporalKinds() {
    Rule.Sequence ordered =
        (Rule.Sequence)
            correlation(
                "type: temporal_ordered\nrules: [two, one]\ngroup-by: user.name\ntimespan: 30m");
    assertThat(ordered.ordered()).isTrue();
    assertThat(ordered.steps()).containsExactly("two", "one");
    Rule.Sequence any =
        (Rule.Sequence)
            correlation(
                "type: temporal\nrules: [two, one]\ngroup-by: user.name\ntimespan: 30m\n"
                    + "condition: {gte: 2}");
    assertThat(any.ordered()).isFalse();
  }

  @Test
  void referencedRulesAreSilentUnlessGenerated() {
    String rule = "type: temporal\nrules: [one, two]\ngroup-by: user.name\ntimespan: 30m\n";
    assertThat(alerting(rule)).containsExactly("c");
    assertThat(alerting(rule + "generate: false")).containsExactly("c");
    assertThat(alerting(rule + "generate: true")).containsExactly("one", "two", "c");
    assertThat(alerting(rule + "generate: [two]")).containsExactly("two", "c");
    RuleBook top =
        Sigma.book(
            TWO_CALLS + "---\ntitle: C\nname: c\ngenerate: true\ncorrelation:\n" + rule.indent(2));
    assertThat(top.alerts("one")).isTrue();
    RuleBook match = Sigma.book(TWO_CALLS);
    assertThat(((Rule.Match) match.rules().get(0)).alerts()).isTrue();
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
        Sigma.book(TWO_CALLS + count.formatted("c", "true") + count.formatted("d", "false"));
    assertThat(book.alerts("one")).isTrue();
    assertThat(book.feeds("one")).hasSize(2);
  }

  @Test
  void aStepMayBeStateful() {
    RuleBook book =
        Sigma.book(
            TWO_CALLS,
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
    assertThat(book.needsAsn()).isTrue();
  }

  @Test
  void aliasesNameAnotherFieldInEachRule() {
    RuleBook book =
        Sigma.book(
            TWO_CALLS
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

  private static Rule correlation(String body) {
    return book(body).find("c").orElseThrow();
  }

  private static RuleBook book(String body) {
    return Sigma.book(TWO_CALLS + "---\ntitle: C\nname: c\ncorrelation:\n" + body.indent(2));
  }

  private static List<String> alerting(String body) {
    RuleBook book = book(body);
    return book.rules().stream().map(Rule::name).filter(book::alerts).toList();
  }
}

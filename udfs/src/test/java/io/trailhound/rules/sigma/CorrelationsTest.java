package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.ExtraFields;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.EventView;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelationsTest {
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

  private static Rule correlation(String body) {
    return TwoCalls.book(body).find("c").orElseThrow();
  }
}

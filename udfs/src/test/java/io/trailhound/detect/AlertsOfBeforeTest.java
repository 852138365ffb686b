package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import io.trailhound.rules.condition.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * State has alerts that are yet to leave, and what takes early ones back; their rule may be of
 * another kind by then, or count another field under another group. Whatever it is, the sinks make
 * a document of it: what they can't make one of ends the job again and again.
 */
class AlertsOfBeforeTest {
  private static final String NAME = "rule";

  private static final List<List<GroupField>> GROUPS =
      List.of(
          List.of(group("userIdentity.arn")),
          List.of(group("userIdentity.arn"), group("cloud.region"), group("user.name")));

  private static GroupField group(String field) {
    return new GroupField(field, Given.field(field));
  }

  private static Stream<Rule> rules() {
    return GROUPS.stream()
        .flatMap(
            by ->
                Stream.of(
                    new Rule.Match(Given.info(NAME, "match"), Conditions.and(List.of()), true),
                    newTerms(by, "source.as.number"),
                    newTerms(by, "user_agent.original"),
                    count(by),
                    ratio(by),
                    sequence(by)));
  }

  private static Rule.NewTerms newTerms(List<GroupField> by, String field) {
    return new Rule.NewTerms(
        Given.info(NAME, "new_terms"), List.of(), by, Given.field(field), Duration.ofDays(10));
  }

  private static Rule.ValueCount count(List<GroupField> by) {
    Duration timespan = Duration.ofSeconds(10);
    return new Rule.ValueCount(
        Given.info(NAME, "value_count"),
        List.of(),
        by,
        Given.field("event.action"),
        timespan,
        false,
        Threshold.atLeast(1));
  }

  private static Rule.RareRatio ratio(List<GroupField> by) {
    Rule.RareRatio rule = Given.rareRatio();
    return new Rule.RareRatio(
        Given.info(NAME, "rare_ratio"),
        List.of(),
        by,
        rule.organization(),
        rule.trusted(),
        rule.sensitive(),
        rule.span(),
        rule.every(),
        1,
        1,
        0.5,
        5,
        1);
  }

  private static Rule.Sequence sequence(List<GroupField> by) {
    return new Rule.Sequence(
        Given.info(NAME, "temporal"), List.of("A", "B"), by, Duration.ofMinutes(30), false, 2);
  }

  private static Alert alert(Rule rule) {
    String group = Group.join(rule.groupBy().stream().map(field -> ALICE).toArray(String[]::new));
    Signal call = Given.signal(NAME, group, START, "e-1", "aws-cli/2");
    if (rule instanceof Rule.Match match) {
      return AlertFactory.match(match, call);
    } else if (rule instanceof Rule.NewTerms terms) {
      Episode episode = new Episode();
      episode.first = START;
      episode.firstEventId = "e-1";
      episode.activity = call.activity;
      String term = terms.term().name().equals("source.as.number") ? "9009" : "aws-cli/2";
      return AlertFactory.newTerm(terms, group, term, episode, null, Alert.EARLY);
    } else if (rule instanceof Rule.ValueCount count) {
      List<Call> calls = List.of(new Call(START, "e-1", "aws-cli/2", call.activity));
      return AlertFactory.valueCount(
          count, group, START, START + 10_000, CallSummary.of(count, calls), Alert.EARLY);
    } else if (rule instanceof Rule.RareRatio ratio) {
      RatioSummary summary = new RatioSummary(ratio, START + HOUR);
      UncommonHour hour = new UncommonHour();
      hour.add(call);
      summary.add(hour);
      return AlertFactory.rareRatio(ratio, group, summary, Alert.EARLY);
    }
    return AlertFactory.sequence((Rule.Sequence) rule, group, List.of(call, call), Alert.EARLY);
  }

  static Stream<Arguments> pairs() {
    return rules().flatMap(before -> rules().map(now -> Arguments.of(before, now)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void haveADocumentWhateverTheirRuleIsNow(Rule before, Rule now) {
    EcsAlert documents = new EcsAlert(List.of(now), "1");
    Alert alert = alert(before);
    for (Alert each : List.of(alert, AlertFactory.withdrawn(alert, alert.id))) {
      assertThat(documents.toJson(each)).contains("\"id\":\"" + alert.id + "\"");
      assertThat(IdentityTime.of(now, each)).isBetween(START - 40 * Given.DAY, START + HOUR);
      assertThat(IdentityTime.latest(now, each)).isBetween(START - HOUR, START + 40 * Given.DAY);
    }
  }
}

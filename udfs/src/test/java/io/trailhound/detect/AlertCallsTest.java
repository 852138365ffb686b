package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.Sigma;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Alerts of correlations as what other correlations count, or take as steps. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class AlertCallsTest {
  private static final RuleBook BOOK =
      Sigma.book(
          """
          title: Failed
          name: failed
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {errorCode: AccessDenied}, condition: s}
          ---
          title: Many failed at one address
          name: many
          correlation:
            type: event_count
            rules: failed
            group-by: [sourceIPAddress, awsRegion]
            timespan: 10m
            window: tumbling
            condition: {gte: 2}
          ---
          title: Done
          name: done
          logsource: {product: aws, service: cloudtrail}
          detection: {s: {eventName: Done}, condition: s}
          ---
          title: By one user, whatever the address
          name: chain
          correlation: {type: temporal_ordered, rules: [many, done], group-by: [user.name], timespan: 1h}
          ---
          title: Regions of an address
          name: regions
          correlation:
            type: value_count
            rules: many
            group-by: [sourceIPAddress]
            timespan: 1d
            window: tumbling
            condition: {field: awsRegion, gte: 2}
          ---
          title: Users in which that happens
          name: users
          correlation:
            type: value_count
            rules: [many]
            group-by: [awsRegion]
            timespan: 1d
            condition: {field: user.name, gte: 3}
          ---
          title: Many, and then a chain, or none
          name: either
          correlation: {type: temporal, group-by: [user.name], timespan: 1d, condition: many and not chain}
          """);

  /** An alert of {@code many}: at one address, in one region, by these users. */
  private static Alert many(String phase, String... users) {
    Rule.ValueCount rule = (Rule.ValueCount) BOOK.find("many").orElseThrow();
    List<Call> calls = new ArrayList<>();
    for (String user : users) {
      Activity activity = new Activity();
      activity.userName = user.isEmpty() ? null : user;
      calls.add(new Call(START + calls.size() * MINUTE, "e" + calls.size(), null, activity));
    }
    String group = Group.join("192.0.2.1", "eu-west-1");
    return AlertFactory.valueCount(
        rule, group, START, START + 10 * MINUTE, CallSummary.of(rule, calls), phase);
  }

  private static OneInputStreamOperatorTestHarness<Alert, Signal> open(
      OneInputStreamOperator<Alert, Signal> operator) throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(operator);
    harness.open();
    return harness;
  }

  private static AlertCalls calls() {
    return new AlertCalls(
        BOOK.rules(), BOOK::feeds, Stages.in(BOOK.rules(), 2, Rule.ValueCount.class));
  }

  private static List<String> texts(Iterable<StreamRecord<Signal>> signals) {
    TreeSet<String> texts = new TreeSet<>();
    for (StreamRecord<Signal> each : signals) {
      Signal s = each.getValue();
      texts.add(s.rule + " " + s.group + " " + s.value + " +" + (s.time - START) / MINUTE);
    }
    return List.copyOf(texts);
  }

  /** Each is accused of its own calls, not who happened to call last of another's. */
  @Test
  void eachGroupHasItsOwnCaller() throws Exception {
    try (var harness = open(calls())) {
      harness.processElement(many(Alert.FINAL, "mallory", "mallory", "bob"), START);
      assertThat(harness.getSideOutput(MatchRules.SLIDING_COUNT))
          .extracting(each -> each.getValue())
          .filteredOn(call -> call.rule.equals("either"))
          .extracting(call -> call.group + " " + call.activity.userName)
          .containsExactly("bob bob", "mallory mallory");
      assertThat(harness.getSideOutput(MatchRules.VALUE_COUNT))
          .extracting(each -> each.getValue().activity.userName)
          .as("the address isn't one caller's")
          .containsOnlyNulls();
    }
  }

  @Test
  void whatSeveralDidNamesWhatTheyHaveInCommon() {
    Alert several = many(Alert.FINAL, "mallory", "mallory", "bob");
    assertThat(several.message)
        .isEqualTo(
            "Callers with sourceIPAddress 192.0.2.1, awsRegion eu-west-1 made 3 calls within 10 min (threshold: at least 2).");
    assertThat(several.activity.userName).isNull();
    assertThat(several.users).containsExactly("bob", "mallory");
    assertThat(Incidents.principal(several)).isEmpty();
    assertThat(many(Alert.FINAL, "bob", "bob").message).startsWith("bob made 2 calls ");
  }

  /** An alert of {@code many} in its first window: each user with an address and an agent. */
  private static Alert from(String network, String... users) {
    Rule.ValueCount rule = (Rule.ValueCount) BOOK.find("many").orElseThrow();
    List<Call> calls = new ArrayList<>();
    for (String user : users) {
      Activity activity = new Activity();
      activity.userName = user;
      activity.ip = "192.0.2." + user.length();
      activity.userAgent = "agent of " + user;
      activity.asOrganization = network;
      calls.add(new Call(START + calls.size() * MINUTE, network + calls.size(), null, activity));
    }
    return AlertFactory.valueCount(
        rule,
        Group.join("192.0.2.1", network),
        START,
        START + 10 * MINUTE,
        CallSummary.of(rule, calls),
        Alert.FINAL);
  }

  @Test
  void whatTheEventsOfAlertsHadIsListedAboveThem() throws Exception {
    Rule.ValueCount regions = (Rule.ValueCount) BOOK.find("regions").orElseThrow();
    CallSummary all = new CallSummary(regions);
    try (var harness = open(calls())) {
      harness.processElement(from("one", "bob", "carol"), START);
      harness.processElement(from("two", "bob", "mallory"), START);
      for (StreamRecord<Signal> call : harness.getSideOutput(MatchRules.VALUE_COUNT)) {
        Signal s = call.getValue();
        all.add(new Call(s.time, s.eventId, s.value, s.activity));
      }
    }
    Alert above = AlertFactory.valueCount(regions, "192.0.2.1", START, START + 1, all, Alert.FINAL);
    assertThat(above.ips).containsExactly("192.0.2.3", "192.0.2.5", "192.0.2.7");
    assertThat(above.users).containsExactly("bob", "carol", "mallory");
    assertThat(above.networks).containsExactly("one", "two");
    assertThat(above.userAgents)
        .containsExactly("agent of bob", "agent of carol", "agent of mallory");
    assertThat(above.truncated).isFalse();
    assertThat(above.activity.beneath).isNull();
  }

  @Test
  void aGroupListsItsOwnEventsOfAnAlertAlone() throws Exception {
    Rule.Sequence chain = (Rule.Sequence) BOOK.find("chain").orElseThrow();
    List<Rule.Sequence> chains = Stages.in(BOOK.rules(), 1, Rule.Sequence.class);
    try (var harness =
        open(new ProcessOperator<>(new AlertSteps(BOOK.rules(), BOOK::feeds, chains)))) {
      harness.processElement(from("one", "bob", "carol"), START);
      List<Signal> steps = harness.extractOutputValues();
      assertThat(steps).hasSize(2);
      for (Signal step : steps) {
        Signal done = Given.signal("chain", step.group, START + MINUTE, "d", "done");
        Alert alert = AlertFactory.sequence(chain, step.group, List.of(step, done), Alert.FINAL);
        assertThat(alert.userAgents)
            .contains("agent of " + step.group)
            .hasSize(done.activity.userAgent == null ? 1 : 2);
        assertThat(alert.ips).contains("192.0.2." + step.group.length());
        assertThat(alert.users).doesNotContain(step.group.equals("bob") ? "carol" : "bob");
      }
    }
  }

  @Test
  void whatWasCutBeneathIsCutAbove() throws Exception {
    String[] users = new String[Seen.LIMIT + 1];
    for (int i = 0; i < users.length; i++) {
      users[i] = "u" + i;
    }
    try (var harness = open(calls())) {
      harness.processElement(from("one", users), START);
      CallSummary all = new CallSummary((Rule.ValueCount) BOOK.find("regions").orElseThrow());
      Signal s = harness.getSideOutput(MatchRules.VALUE_COUNT).peek().getValue();
      all.add(new Call(s.time, s.eventId, s.value, s.activity));
      assertThat(all.truncated()).isTrue();
    }
  }

  @Test
  void onlyFinalAlertsCountAtTheEventThatCompletesThem() throws Exception {
    try (var harness = open(calls())) {
      for (String phase : List.of(Alert.EARLY, Alert.WITHDRAWN, Alert.FINAL)) {
        harness.processElement(many(phase, "bob", "carol"), START);
      }
      assertThat(texts(harness.getSideOutput(MatchRules.VALUE_COUNT)))
          .containsExactly("regions 192.0.2.1 eu-west-1 +1");
      assertThat(harness.getSideOutput(MatchRules.VALUE_COUNT)).hasSize(1);
      assertThat(
              texts(harness.getSideOutput(MatchRules.SLIDING_COUNT)).stream()
                  .map(text -> text.replaceAll("\\P{Print}+\\d*:?", "|"))
                  .collect(Collectors.toList()))
          .as("one call, with each user; and in each user's group the name of its rule")
          .containsExactly(
              "either bob many +1", "either carol many +1", "users eu-west-1 |bob5:carol +1");
    }
  }

  /** Two chains within a second, the second of which ends with the event that ended the first. */
  @Test
  void eachChainIsACallAlsoWhereOneEventEndsTwo() throws Exception {
    Rule.Sequence rule = (Rule.Sequence) BOOK.find("chain").orElseThrow();
    List<Signal> steps =
        List.of(
            Given.signal("chain", "bob", START - Given.SECOND, "e1", "done"),
            Given.signal("chain", "bob", START, "e2", "many"),
            Given.signal("chain", "bob", START, "e3", "many"),
            Given.signal("chain", "bob", START, "e2", "done"));
    List<Alert> chains = new ArrayList<>();
    for (int last : List.of(1, 3, 1, 3)) {
      chains.add(
          AlertFactory.sequence(rule, "bob", steps.subList(last - 1, last + 1), Alert.FINAL));
    }
    try (var harness = open(calls())) {
      for (Alert chain : chains) {
        harness.processElement(chain, START);
      }
      assertThat(harness.getSideOutput(MatchRules.SLIDING_COUNT))
          .extracting(call -> call.getValue().eventId)
          .as("each once, however often it's told")
          .containsExactly(
              chains.get(0).id + "/e2/many",
              chains.get(0).id + "/e2/done",
              chains.get(0).id + "/e2/many",
              chains.get(0).id + "/e2/done");
    }
  }

  @Test
  void theWatermarkGoesOnAsFarBehindAsAlertsBecomeFinal() throws Exception {
    try (var harness = open(calls())) {
      harness.processWatermark(Long.MIN_VALUE + 1);
      harness.processWatermark(START);
      harness.processWatermark(Long.MAX_VALUE);
      // what is counted is many, within 10 minutes, and chains, which wait for many besides
      long behind = 10 * MINUTE + SequenceRevisions.FINAL_WITHIN;
      assertThat(harness.getOutput())
          .containsExactly(new Watermark(START - behind), new Watermark(Long.MAX_VALUE));
    }
  }

  @Test
  void aStepThatIsNotGroupedByTheSequencesFieldIsInTheGroupOfEachOfItsEvents() throws Exception {
    List<Rule.Sequence> chains = Stages.in(BOOK.rules(), 1, Rule.Sequence.class);
    try (var harness =
        open(new ProcessOperator<>(new AlertSteps(BOOK.rules(), BOOK::feeds, chains)))) {
      harness.processElement(many(Alert.FINAL, "bob", "carol", "", "bob"), START);
      assertThat(harness.extractOutputValues())
          .extracting(step -> step.group + " " + step.value + " " + step.eventId)
          .containsExactlyInAnyOrder("bob many e1", "carol many e1");
      harness.processElement(many(Alert.WITHDRAWN, "bob", "carol"), START);
      assertThat(harness.getSideOutput(AlertSteps.EARLY_STEPS))
          .allMatch(step -> step.getValue().activity == null)
          .extracting(step -> step.getValue().group)
          .containsExactlyInAnyOrder("bob", "carol");
    }
  }

  @Test
  void stagesAreCountedFromWhatIsBelow() {
    assertThat(BOOK.rules())
        .extracting(rule -> rule.name() + " " + rule.links().stage())
        .containsExactly(
            "failed 1", "many 1", "done 1", "chain 1", "regions 2", "users 2", "either 2");
    assertThat(BOOK.find("many").orElseThrow().links().told()).containsExactly("user.name");
  }
}

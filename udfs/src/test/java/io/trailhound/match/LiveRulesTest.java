package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.alert.EcsAlert;
import io.trailhound.detect.AlertFactory;
import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.LiveFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and filters that change under a job that runs, up to the alert. */
class LiveRulesTest {
  private static final long NOON = Instant.parse("2026-09-01T12:00:00Z").toEpochMilli();

  private static final String RULES =
      """
      title: A call of the list
      name: listed
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName|expand: '%calls%'}, condition: s}
      ---
      title: Another call
      name: other
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: GetUser}, condition: s}
      ---
      title: Two of them
      name: two
      correlation:
        {type: event_count, rules: [listed], generate: true, group-by: [userIdentity.arn], timespan: 10s, condition: {gte: 2}}
      ---
      title: Two of them and another
      name: chain
      correlation:
        {type: temporal, rules: [two, other], generate: true, group-by: [userIdentity.arn], timespan: 1h}
      """;

  private static final String FILTER =
      """
      title: Bob may
      logsource: {product: aws, service: cloudtrail}
      filter: {rules: [listed], selection: {user.name: bob}, condition: selection}
      """;

  @TempDir Path folder;
  private LiveFolder live;
  private OneInputStreamOperatorTestHarness<CloudTrailEvent, Signal> harness;

  @BeforeEach
  void open() throws Exception {
    live = new LiveFolder(folder).write("r.yml", RULES).write("lists/calls.txt", "ListUsers\n");
    live.start();
    MatchRules matching = new MatchRules(new RuleMatcher(live.book()), Optional.of(live), false);
    harness = new OneInputStreamOperatorTestHarness<>(new MatchOperator(matching));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void atTheStartSignalsSayNothingOfVersions() throws Exception {
    assertThat(signals("ListUsers", null)).extracting(s -> s.activity.versions).containsOnlyNulls();
    assertThat(signals("ListUsers", MatchRules.SLIDING_COUNT))
        .extracting(s -> s.activity.versions)
        .containsOnlyNulls();
  }

  @Test
  void theNextEventMeetsTheNewListAndItsAlertsSaySo() throws Exception {
    assertThat(signals("ListRoles", null)).isEmpty();
    change("ListRoles\n");
    RuleBook now = new LiveFolder(folder).start().book();

    assertThat(signals("ListUsers", null)).isEmpty();
    Signal match = only(signals("ListRoles", null));
    assertThat(document(AlertFactory.match((Rule.Match) rule("listed"), match)))
        .contains(version(now, "listed"))
        .doesNotContain(version(live.book(), "listed"));

    Activity counted = only(signals("ListRoles", MatchRules.SLIDING_COUNT)).activity;
    assertThat(counted.version("two")).isEqualTo(version(now, "two"));
    assertThat(counted.version("other")).as("reads no list").isNull();
    Signal step = new Signal("chain", "arn", NOON, "a1", "two", counted);
    assertThat(
            document(
                AlertFactory.sequence(
                    (Rule.Sequence) rule("chain"), "arn", List.of(step), Alert.FINAL)))
        .as("an alert that is a step of another rule tells that rule's version")
        .contains(version(now, "chain"));
    assertThat(only(signals("GetUser", null)).activity.versions).isNull();
  }

  @Test
  void backToTheListOfTheStartAlertsSayItsVersionAgain() throws Exception {
    change("ListRoles\n");
    change("ListUsers\n");
    assertThat(only(signals("ListUsers", null)).activity.versions).isNull();
  }

  @Test
  void anExceptionComesAndGoes() throws Exception {
    live.write("f.yml", FILTER).lookTwice();
    assertThat(signals("ListUsers", null)).isEmpty();
    live.write("f.yml", FILTER + "expires: 2026-09-01\n").lookTwice();
    assertThat(signals("ListUsers", null)).hasSize(1);
    live.write("f.yml", FILTER).lookTwice();
    assertThat(signals("ListUsers", null)).isEmpty();
    live.delete("f.yml");
    live.lookTwice();
    assertThat(signals("ListUsers", null)).hasSize(1);
  }

  @Test
  void aBrokenListChangesNothing() throws Exception {
    change("# none\n");
    assertThat(only(signals("ListUsers", null)).activity.versions).isNull();
  }

  private void change(String list) throws IOException {
    live.write("lists/calls.txt", list).lookTwice();
  }

  /** What one call gives. */
  private List<Signal> signals(String call, OutputTag<Signal> output) throws Exception {
    harness.getOutput().clear();
    if (output != null && harness.getSideOutput(output) != null) {
      harness.getSideOutput(output).clear();
    }
    CloudTrailEvent event = new CloudTrailEvent();
    event.eventTime = NOON;
    event.eventId = "e1";
    event.eventName = call;
    event.userName = "bob";
    event.arn = "arn:aws:iam::111122223333:user/bob";
    harness.processElement(event, NOON);
    List<Signal> signals = new ArrayList<>();
    if (output == null) {
      signals.addAll(harness.extractOutputValues());
    } else if (harness.getSideOutput(output) != null) {
      harness.getSideOutput(output).forEach(record -> signals.add(record.getValue()));
    }
    return signals;
  }

  private static Signal only(List<Signal> signals) {
    assertThat(signals).hasSize(1);
    return signals.get(0);
  }

  private Rule rule(String name) {
    return live.book().find(name).orElseThrow();
  }

  private static String version(RuleBook book, String rule) {
    return book.find(rule).orElseThrow().info().version();
  }

  /** As a sink writes it, which knows the rules of the start. */
  private String document(Alert alert) {
    return new EcsAlert(live.book().rules(), "1").toJson(alert);
  }
}

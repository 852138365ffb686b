package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertStepsTest {
  private static final List<Rule> RULES =
      List.of(
          Given.newTerms(Duration.ofDays(10)),
          Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(2)),
          Given.sequence(false, "first_seen", "burst"));
  private static final Rule.Sequence CHAIN = (Rule.Sequence) RULES.get(2);

  private OneInputStreamOperatorTestHarness<Alert, Signal> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new AlertSteps(RULES, rule -> Given.feeds(CHAIN, rule), List.of(CHAIN))));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static Alert alert(String rule, String phase) {
    Alert alert = new Alert();
    alert.rule = rule;
    alert.phase = phase;
    alert.id = "id of the alert";
    alert.group = ALICE;
    alert.time = START;
    alert.eventIds = List.of("first event");
    alert.activity = new Activity();
    return alert;
  }

  @Test
  void aFinalNewTermIsACertainStepAtItsFirstEvent() throws Exception {
    harness.processElement(alert("first_seen", Alert.FINAL), START);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.rule).isEqualTo("chain");
              assertThat(step.group).isEqualTo(ALICE);
              assertThat(step.value).isEqualTo("first_seen");
              assertThat(step.time).isEqualTo(START);
              assertThat(step.eventId).isEqualTo("first event");
            });
  }

  @Test
  void anEarlyOneGoesToTheEarlyLookAndSoDoesOneThatWasTakenBack() throws Exception {
    harness.processElement(alert("first_seen", Alert.EARLY), START);
    harness.processElement(alert("first_seen", Alert.WITHDRAWN), START);
    assertThat(harness.extractOutputValues()).isEmpty();
    List<Signal> steps =
        harness.getSideOutput(AlertSteps.EARLY_STEPS).stream().map(StreamRecord::getValue).toList();
    assertThat(steps).extracting(s -> s.alert).containsOnly("id of the alert");
    assertThat(steps).extracting(s -> s.activity == null).containsExactly(false, true);
  }

  @Test
  void anAlertOverAWindowIsAStepAtTheEndOfItsWindow() throws Exception {
    Alert burst = alert("burst", Alert.FINAL);
    burst.windowEnd = START + MINUTE;
    harness.processElement(burst, START);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.time).isEqualTo(START + MINUTE - 1);
              assertThat(step.eventId).isEqualTo("id of the alert");
            });
  }

  @Test
  void aCountIsAStepAtTheEventThatCompletesIt() throws Exception {
    Alert burst = alert("burst", Alert.FINAL);
    burst.windowEnd = START + MINUTE;
    burst.completed = START + 7;
    burst.completedBy = "tenth";
    harness.processElement(burst, START);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.time).isEqualTo(START + 7);
              assertThat(step.eventId).isEqualTo("tenth");
            });
  }

  @Test
  void alertsThatNoSequenceRefersToAreNoSteps() throws Exception {
    harness.processElement(alert("rare", Alert.FINAL), START);
    assertThat(harness.extractOutputValues()).isEmpty();
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import io.trailhound.model.Step;
import io.trailhound.rules.Rule;
import java.util.List;

/** Sequence rules, steps of one group, and what is final of them, that several tests share. */
@SuppressWarnings("try")
final class GivenSteps {
  static final Rule.Sequence ORDERED = Given.sequence(true, "A", "B", "C");
  static final Rule.Sequence EITHER_WAY = Given.sequence(false, "first_seen", "impact");

  private GivenSteps() {}

  static Signal step(String step, long time) {
    return step(step, time, step + "@" + (time - START));
  }

  static Signal step(String step, long time, String id) {
    return Given.signal("chain", ALICE, time, id, step);
  }

  /** The alerts of the final phase and what is left behind, for steps in this order of arrival. */
  static List<Alert> finals(Rule.Sequence rule, List<Signal> steps) throws Exception {
    try (SequenceHarness harness = new SequenceHarness(rule)) {
      for (Signal step : steps) {
        harness.step(step);
      }
      harness.end();
      assertThat(harness.left()).isZero();
      return harness.alerts(Alert.FINAL);
    }
  }

  static List<List<String>> stepIds(List<Alert> alerts) {
    return alerts.stream().map(alert -> alert.steps.stream().map(Step::eventId).toList()).toList();
  }
}

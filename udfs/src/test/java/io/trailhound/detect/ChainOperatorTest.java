package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.GivenSteps.ORDERED;
import static io.trailhound.detect.GivenSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Step;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains that had begun when their rule changes. */
@SuppressWarnings("try")
class ChainOperatorTest {
  @ParameterizedTest
  @ValueSource(strings = {"A B C D", "A B", "X B C", "C B A", "A X C"})
  void aRuleWhoseStepsChangeForgetsTheChainsThatHadBegun(String changed) throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      begin(harness);
      harness.snapshotAndRestore(new Chains(Given.sequence(true, changed.split(" "))));
      harness.watermark(START + 3 * MINUTE);
      harness.step(step("C", START + 4 * MINUTE));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL))
          .allSatisfy(
              alert ->
                  assertThat(alert.steps)
                      .extracting(Step::rule)
                      .containsExactly(changed.split(" ")));
      assertThat(harness.left()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 7, 1440})
  void aTimespanThatChangesLeavesNothingBehind(int minutes) throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      begin(harness);
      harness.snapshotAndRestore(new Chains(Given.within(Duration.ofMinutes(minutes), ORDERED)));
      harness.watermark(START + 3 * MINUTE);
      harness.step(step("C", START + 4 * MINUTE));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void aGroupByThatGrowsForgetsTheChainsThatHadBegun() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      begin(harness);
      harness.step(step("C", START + 3 * MINUTE));
      List<GroupField> more = new ArrayList<>(ORDERED.groupBy());
      more.add(new GroupField("cloud.region", Given.field("cloud.region")));
      harness.snapshotAndRestore(
          new Chains(
              new Rule.Sequence(
                  ORDERED.info(),
                  ORDERED.steps(),
                  more,
                  ORDERED.timespan(),
                  ORDERED.ordered(),
                  ORDERED.least())));
      harness.end();

      assertThat(harness.alerts(Alert.FINAL)).isEmpty();
      assertThat(harness.left()).isZero();
    }
  }

  /** Two steps of a chain, which CEP has, because an older chain is complete. */
  private static void begin(SequenceHarness harness) throws Exception {
    for (String step : List.of("A", "B", "C")) {
      harness.step(step(step, START - 60 * MINUTE));
    }
    harness.watermark(START - 30 * MINUTE);
    assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    harness.alerts().clear();
    harness.step(step("A", START));
    harness.step(step("B", START + MINUTE));
    harness.watermark(START + 2 * MINUTE);
  }
}

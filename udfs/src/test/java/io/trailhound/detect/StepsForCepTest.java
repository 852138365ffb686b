package io.trailhound.detect;

import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.GivenSteps.EITHER_WAY;
import static io.trailhound.detect.GivenSteps.ORDERED;
import static io.trailhound.detect.GivenSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import org.junit.jupiter.api.Test;

/** However many steps come: few are kept, and CEP gets few. */
@SuppressWarnings("try")
class StepsForCepTest {
  @Test
  void aGroupThatKnowsOneStepOnlyGivesCepNothing() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(EITHER_WAY)) {
      for (int i = 0; i < 100; i++) {
        harness.step(step("impact", START + i * MINUTE));
        harness.watermark(START + (i - 15) * MINUTE);
      }
      harness.end();
      assertThat(harness.sentToCep()).isZero();
    }
  }

  @Test
  void ofStepsByTurnsCepGetsThoseOfCompleteChains() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(ORDERED)) {
      harness.step(step("C", START));
      for (int i = 0; i < 2_000; i++) {
        harness.step(step(i % 2 == 0 ? "A" : "B", START + i * SECOND / 2, "id" + i));
        harness.watermark(START + i * SECOND / 2 - MINUTE);
      }
      harness.step(step("C", START + 1_000 * SECOND));
      harness.end();
      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
      assertThat(harness.sentToCep()).isLessThan(10);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void ofThousandsOfRepeatsFewAreKept() throws Exception {
    try (SequenceHarness harness = new SequenceHarness(EITHER_WAY)) {
      harness.step(step("first_seen", START));
      for (int i = 0; i < 4_000; i++) {
        harness.step(step("impact", START + 10 * SECOND + i / 400 * SECOND, "id" + i));
      }
      assertThat(harness.left()).isLessThan(100);
      harness.end();
      assertThat(harness.sentToCep()).isLessThan(10);
      assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    }
  }
}

package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.Kept;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectionIndexTest {
  private static final long FEW = 1 << 20;

  private final DetectionIndex index = new DetectionIndex();

  @Test
  void anotherLongValueInEveryEventFillsNoMemory() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(index.of(i + "n".repeat(200))).isEmpty();
    }
    for (int i = 0; i < 200; i++) {
      assertThat(index.of(i + "n".repeat(100_000))).isEmpty();
    }

    assertThat(Kept.by(index)).isLessThan(FEW);
  }

  @Test
  void aLongValueIsFoundInAnyCaseAndAgain() {
    Detection detection = Detection.of(null, List.of());
    index.add(Set.of("n".repeat(1_000)), detection);

    assertThat(index.of("N".repeat(1_000))).containsExactly(detection);
    assertThat(index.of("N".repeat(1_000))).containsExactly(detection);
  }
}

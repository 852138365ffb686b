package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.decode.Kept;
import io.trailhound.rules.Field;
import io.trailhound.rules.Requires;
import io.trailhound.rules.Sigma;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectionIndexTest {
  private static final long FEW = 1 << 20;

  private final Field field = Sigma.field("userAgent");
  private final DetectionIndex index = new DetectionIndex(field);

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
    Detection detection = Detection.of(0, null, List.of());
    index.add(new Requires(field, Set.of("n".repeat(1_000)), true), detection);

    assertThat(index.of("N".repeat(1_000))).containsExactly(detection);
    assertThat(index.of("N".repeat(1_000))).containsExactly(detection);
  }

  @Test
  void aDetectionIsFoundOnceByAllItsPartsThatStandInAValue() {
    Detection detection = Detection.of(0, null, List.of());
    Detection other = Detection.of(1, null, List.of());
    index.add(new Requires(field, Set.of("hog", "truffle"), false), detection);
    index.add(new Requires(field, Set.of("s3 browser"), false), other);

    assertThat(index.of("TruffleHog/3.8")).containsExactly(detection);
    assertThat(index.of("S3 Browser with truffles")).containsExactly(detection, other);
    assertThat(index.of("aws-cli/2.17")).isEmpty();
  }
}

package io.trailhound.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.Alert;
import io.trailhound.model.Suppressed;
import org.junit.jupiter.api.Test;

class RevisionTest {
  private static final long NOON = 1_795_000_000_000L;

  private static long revision(String phase, long time) {
    Alert alert = new Alert();
    alert.phase = phase;
    alert.time = time;
    return Revision.of(alert);
  }

  @Test
  void theSamePhaseAndTimeGiveTheSame() {
    assertThat(revision(Alert.FINAL, NOON)).isEqualTo(revision(Alert.FINAL, NOON));
  }

  @Test
  void theLaterPhaseIsGreaterWhateverTheTimes() {
    assertThat(revision(Alert.WITHDRAWN, NOON)).isGreaterThan(revision(Alert.EARLY, 2 * NOON));
    assertThat(revision(Alert.FINAL, 0)).isGreaterThan(revision(Alert.WITHDRAWN, 2 * NOON));
  }

  @Test
  void withinAPhaseTheLaterTimeIsGreater() {
    assertThat(revision(Alert.FINAL, NOON + 1)).isGreaterThan(revision(Alert.FINAL, NOON));
  }

  @Test
  void ofASuppressedAlertTheNumberCountsAndNotTheTimeThatMayMoveBack() {
    Alert second = suppressed(Alert.EARLY, 2, NOON);
    assertThat(Revision.of(second))
        .isGreaterThan(Revision.of(suppressed(Alert.EARLY, 1, 2 * NOON)));
    assertThat(Revision.of(suppressed(Alert.FINAL, 1, NOON))).isGreaterThan(Revision.of(second));
  }

  private static Alert suppressed(String phase, long number, long time) {
    Alert alert = new Alert();
    alert.phase = phase;
    alert.time = time;
    alert.suppressed = new Suppressed();
    alert.suppressed.revision = number;
    return alert;
  }

  @Test
  void itIsPositiveAndExactInJavaScriptForAnyTime() {
    assertThat(revision(Alert.EARLY, Long.MIN_VALUE)).isPositive();
    assertThat(revision(Alert.FINAL, Long.MAX_VALUE)).isBetween(1L, 1L << 53);
    assertThat(revision(Alert.FINAL, Long.MIN_VALUE))
        .isGreaterThan(revision(Alert.WITHDRAWN, Long.MAX_VALUE));
  }

  @Test
  void anotherPhaseIsAMistake() {
    assertThatThrownBy(() -> revision("odd", NOON)).isInstanceOf(IllegalArgumentException.class);
  }
}

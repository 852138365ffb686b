package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsSinceTest {
  private static final Instant SINCE = Instant.parse("2026-09-13T00:00:00Z");

  private final AlertsSince filter = new AlertsSince(SINCE);

  @ParameterizedTest
  @ValueSource(strings = {Alert.EARLY, Alert.FINAL, Alert.WITHDRAWN})
  void dropsEveryRevisionOfAnEarlierAlert(String phase) {
    assertThat(filter.filter(alert(phase, SINCE.minusMillis(1)))).isFalse();
    assertThat(filter.filter(alert(phase, SINCE))).isTrue();
  }

  private static Alert alert(String phase, Instant time) {
    Alert alert = new Alert();
    alert.phase = phase;
    alert.time = time.toEpochMilli();
    return alert;
  }
}

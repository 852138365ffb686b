package io.trailhound.detect;

import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sequence that is repeated within its timespan has several final alerts of one id. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class SuppressSequencesTest {
  private static final Rule.Sequence RULE =
      SuppressHarness.chainsOf(Duration.ofDays(1), Duration.ofMinutes(10));

  private static Alert chain(long time) {
    return SuppressHarness.chain(RULE, time, " at " + (time - START) / MINUTE);
  }

  private static List<String> finals(SuppressHarness harness) {
    return harness.alerts(Alert.FINAL).stream()
        .map(
            alert ->
                alert.eventIds
                    + " "
                    + alert.suppressed.number
                    + " from "
                    + (alert.time - START) / MINUTE
                    + " to "
                    + (alert.suppressed.until - START) / MINUTE)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aRepeatBehindThePeriodIsInAPeriodOfItsOwnWhateverTheOrder(String backend) throws Exception {
    Alert first = chain(START + MINUTE);
    Alert again = chain(START + 2 * HOUR);
    assertThat(again.id).isEqualTo(first.id);
    for (boolean isPrompt : List.of(true, false)) {
      for (List<Alert> order : List.of(List.of(first, again), List.of(again, first))) {
        try (SuppressHarness harness = new SuppressHarness(RULE, backend)) {
          for (Alert each : order) {
            harness.alert(each);
            harness.alert(each);
            if (isPrompt && each == first) {
              harness.watermark(START + HOUR); // the first period is over
            }
            harness.snapshotAndRestore();
          }
          harness.end();
          assertThat(finals(harness))
              .containsExactly(
                  "[a at 1, b at 1] 0 from 1 to 11", "[a at 120, b at 120] 0 from 120 to 130");
          Revisions.areEarlyAndInOrder(harness.alerts(), "all");
          assertThat(harness.left()).isZero();
        }
      }
    }
  }

  @Test
  void anIdCountsOnceInAPeriodAndItsRepeatsAreInTheLists() throws Exception {
    Alert first = chain(START + DAY - 3 * MINUTE);
    Alert again = chain(START + DAY - 2 * MINUTE);
    Alert next = chain(START + DAY);
    assertThat(next.id).isNotEqualTo(first.id);
    for (List<Alert> order : List.of(List.of(first, again, next), List.of(next, again, first))) {
      try (SuppressHarness harness = new SuppressHarness(RULE, "hashmap")) {
        for (Alert each : order) {
          harness.alert(each);
        }
        harness.end();
        assertThat(finals(harness))
            .containsExactly(
                "[a at 1437, b at 1437, a at 1438, a at 1440, b at 1438, b at 1440] 1 from 1437 to"
                    + " 1447");
        assertThat(harness.alerts(Alert.FINAL).get(0).suppressed.last).isEqualTo(next.time);
      }
    }
  }

  @Test
  void anEarlyOneIsTheFinalOneThatFollows() throws Exception {
    try (SuppressHarness harness = new SuppressHarness(RULE, "hashmap")) {
      Alert early = chain(START + 2 * MINUTE);
      early.phase = Alert.EARLY;
      harness.alert(early);
      harness.alert(chain(START + MINUTE));
      harness.alert(chain(START + 2 * MINUTE));
      harness.end();
      assertThat(finals(harness))
          .containsExactly("[a at 1, b at 1, a at 2, b at 2] 0 from 1 to 11");
      assertThat(harness.left()).isZero();
    }
  }
}

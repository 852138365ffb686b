package io.trailhound.detect;

import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.SuppressHarness.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may throw anything on close
class SuppressTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private SuppressHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = SuppressHarness.calls(AN_HOUR);
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    Revisions.areInOrder(
        harness.alerts().stream().filter(alert -> alert.suppressed != null).toList(), "all");
    harness.close();
  }

  @Test
  void theFirstGoesOutAtOnceAndItsFinalCountsThoseOfTheHour() throws Exception {
    harness.alert(call(START, "a"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.alert(call(START + MINUTE, "b"));
    harness.alert(call(START + HOUR - SECOND, "c"));
    harness.watermark(START + HOUR - 1);
    Alert last = harness.alerts(Alert.FINAL).get(0);
    assertThat(last.id).isEqualTo(harness.alerts().get(0).id);
    assertThat(last.time).isEqualTo(START);
    assertThat(last.eventIds).containsExactly("a", "b", "c");
    assertThat(last.suppressed.number).isEqualTo(2);
    assertThat(last.suppressed.first).isEqualTo(START + MINUTE);
    assertThat(last.suppressed.last).isEqualTo(START + HOUR - SECOND);
    assertThat(last.suppressed.actions).containsExactly("Getb", "Getc");
    assertThat(last.suppressed.addresses).containsExactly("198.18.0.1");
    assertThat(last.suppressed.until).isEqualTo(START + HOUR);
    assertThat(last.message)
        .endsWith(
            " 2 more like it followed, the last at "
                + Instant.ofEpochMilli(START + HOUR - SECOND)
                + ".");
  }

  @Test
  void anHourLaterIsAnotherPeriod() throws Exception {
    harness.alert(call(START + MINUTE, "a"));
    harness.alert(call(START + MINUTE + HOUR, "b"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.time)
        .containsExactly(START + MINUTE, START + MINUTE + HOUR);
    assertThat(harness.alerts(Alert.FINAL)).extracting(a -> a.id).doesNotHaveDuplicates();
    assertThat(harness.alerts(Alert.FINAL)).extracting(a -> a.suppressed.number).containsOnly(0L);
  }

  @Test
  void anEarlierOneMovesTheBeginningUnderTheSameId() throws Exception {
    harness.alert(call(START + 10 * MINUTE, "b"));
    harness.alert(call(START + HOUR + 5 * MINUTE, "c"));
    harness.alert(call(START + MINUTE, "a"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.eventIds)
        .containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(harness.alerts(Alert.WITHDRAWN)).isEmpty();
  }

  @Test
  void oneThatMovesItIntoAnotherHourHasTheIdOfBeforeWithdrawn() throws Exception {
    harness.alert(call(START + HOUR + 10 * MINUTE, "b"));
    harness.alert(call(START + 50 * MINUTE, "a"));
    harness.end();
    Alert first = harness.alerts().get(0);
    assertThat(harness.alerts(Alert.WITHDRAWN)).extracting(a -> a.id).containsExactly(first.id);
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.eventIds)
        .containsExactly(List.of("a", "b"));
  }

  @Test
  void anIdThatLostItsPeriodMayGetAnotherAndIsNotWithdrawnThen() throws Exception {
    harness.alert(call(START + HOUR + 10 * MINUTE, "b"));
    harness.alert(call(START + 50 * MINUTE, "a"));
    harness.alert(call(START + HOUR + 55 * MINUTE, "c"));
    harness.end();
    assertThat(harness.alerts(Alert.WITHDRAWN)).isEmpty();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.eventIds)
        .containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(harness.alerts(Alert.FINAL).get(1).id).isEqualTo(harness.alerts().get(0).id);
  }

  @Test
  void revisionsAreFiveMinutesApartAndNumbered() throws Exception {
    for (int second = 0; second < 1200; second++) {
      harness.alert(call(START + second * SECOND, "e" + second));
    }
    assertThat(harness.alerts(Alert.EARLY))
        .extracting(a -> a.suppressed.number)
        .containsExactly(0L, 300L, 600L, 900L);
    assertThat(harness.alerts(Alert.EARLY))
        .extracting(a -> a.suppressed.revision)
        .containsExactly(1L, 2L, 3L, 4L);
    harness.watermark(START + 20 * MINUTE);
    assertThat(harness.alerts()).last().extracting(a -> a.suppressed.number).isEqualTo(1199L);
  }

  @Test
  void listsAreCutAtAHundredAndTheNumberIsNot() throws Exception {
    for (int i = 1000; i < 1250; i++) {
      harness.alert(call(START + i % 7 * SECOND, "e" + i));
    }
    harness.end();
    Alert last = harness.alerts(Alert.FINAL).get(0);
    assertThat(last.suppressed.number).isEqualTo(249);
    assertThat(last.eventIds).hasSize(100);
    assertThat(last.suppressed.actions).hasSize(100);
    assertThat(last.truncated).isTrue();
  }

  @Test
  void aRepeatIsCountedOnceAlsoWhenItComesLate() throws Exception {
    for (long watermark : List.of(START - 1, START + MINUTE, START + 30 * MINUTE)) {
      harness.watermark(watermark);
      harness.alert(call(START, "a"));
      harness.alert(call(START, "c"));
      harness.alert(call(START + MINUTE, "b"));
    }
    harness.end();
    assertThat(harness.alerts(Alert.FINAL)).hasSize(1);
    assertThat(harness.alerts(Alert.FINAL).get(0).suppressed.number).isEqualTo(2);
  }

  @Test
  void whatComesLateIsCountedInAnOpenPeriodAndElseGoesOutByItself() throws Exception {
    harness.alert(call(START, "a"));
    harness.watermark(START + 30 * MINUTE);
    harness.alert(call(START + MINUTE, "late"));
    harness.alert(call(START - MINUTE, "before"));
    harness.watermark(START + HOUR);
    harness.alert(call(START + 2 * MINUTE, "over"));
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.eventIds)
        .containsExactly(List.of("before"), List.of("a", "late"), List.of("over"));
    assertThat(harness.alerts(Alert.FINAL).get(0).suppressed).isNull();
    assertThat(harness.alerts(Alert.FINAL).get(2).suppressed).isNull();
    assertThat(harness.left()).isZero();
  }

  @Test
  void whatWasOverBeforeARestartIsOverAfterIt() throws Exception {
    harness.alert(call(START, "a"));
    harness.watermark(START + HOUR);
    harness.snapshotAndRestore();
    harness.alert(call(START + MINUTE, "late"));
    assertThat(harness.alerts()).last().extracting(a -> a.suppressed).isNull();
    assertThat(harness.alerts(Alert.FINAL)).extracting(a -> a.id).doesNotHaveDuplicates();
  }

  @Test
  void goesOnAfterSnapshotAndRestore() throws Exception {
    harness.alert(call(START, "a"));
    harness.snapshotAndRestore();
    harness.alert(call(START + MINUTE, "b"));
    harness.watermark(START + 2 * MINUTE);
    harness.snapshotAndRestore();
    harness.alert(call(START + 3 * MINUTE, "c"));
    harness.snapshotAndRestore();
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    assertThat(harness.alerts().get(1).eventIds).containsExactly("a", "b", "c");
  }

  @Test
  void aRuleWithOtherPeriodsBeginsThemAnewUnderOtherIds() throws Exception {
    harness.alert(call(START, "a"));
    harness.alert(call(START + 40 * MINUTE, "b"));
    harness.snapshotAndRestore(
        SuppressHarness.book(SuppressHarness.suppressing(Duration.ofMinutes(30))));
    harness.alert(call(START + 41 * MINUTE, "c"));
    harness.end();
    assertThat(harness.alerts(Alert.WITHDRAWN))
        .extracting(a -> a.id)
        .containsExactly(harness.alerts().get(0).id);
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.eventIds)
        .containsExactly(List.of("a"), List.of("b", "c"));
  }

  @Test
  void aRuleThatSuppressesNoLongerEndsWhatHadBegun() throws Exception {
    harness.alert(call(START, "a"));
    harness.alert(call(START + MINUTE, "b"));
    harness.snapshotAndRestore(SuppressHarness.book(SuppressHarness.CALL));
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
  }

  @Test
  void nothingIsSaidOfARuleThatIsGone() throws Exception {
    harness.alert(call(START, "a"));
    harness.snapshotAndRestore(SuppressHarness.book(SuppressHarness.BURST));
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early");
    assertThat(harness.left()).isZero();
    harness.alerts().clear();
  }

  @Test
  void thoseInOneSecondAreTakenByTheirIds() throws Exception {
    List<Alert> calls = IntStream.range(0, 5).mapToObj(i -> call(START, "e" + i)).toList();
    String smallest = calls.stream().map(a -> a.id).min(String::compareTo).orElseThrow();
    for (Alert call : calls) {
      harness.alert(call);
    }
    harness.end();
    Alert last = harness.alerts(Alert.FINAL).get(0);
    assertThat(
            AlertFactory.match(
                    SuppressHarness.CALL,
                    Given.signal("call", Given.ALICE, START, last.eventIds.get(0), "x"))
                .id)
        .isEqualTo(smallest);
  }
}

package io.trailhound.detect;

import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.Sightings.firstSeen;
import static io.trailhound.detect.Sightings.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class NewTermsTest {
  private static final long TEN_DAYS = 10 * DAY;

  private Harness<DetectorKey> harness;

  @BeforeEach
  void open() throws Exception {
    harness = Sightings.harness(Duration.ofDays(10));
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  @Test
  void firesEarlyAtOnceAndFinalWithTheSameIdWhenTheWatermarkPasses() throws Exception {
    harness.signal(seen(START, "a"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.watermark(START);
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    assertThat(harness.alerts()).extracting(a -> a.id).containsOnly(harness.alerts().get(0).id);
    assertThat(harness.alerts().get(1).eventIds).containsExactly("a");
  }

  @Test
  void staysSilentWhenTheTermWasSeenExactlyTenDaysAgo() throws Exception {
    harness.signal(seen(START, "a"));
    harness.watermark(START + TEN_DAYS - 1);
    harness.signal(seen(START + TEN_DAYS, "b"));
    harness.end();
    assertThat(firstSeen(harness)).containsExactly(START);
  }

  @Test
  void firesAgainWhenTheTermWasSilentForMoreThanTenDays() throws Exception {
    harness.signal(seen(START, "a"));
    harness.watermark(START + TEN_DAYS);
    harness.signal(seen(START + TEN_DAYS + 1000, "b"));
    harness.end();
    assertThat(firstSeen(harness)).containsExactly(START, START + TEN_DAYS + 1000);
    assertThat(harness.alerts(Alert.FINAL)).extracting(a -> a.id).doesNotHaveDuplicates();
    assertThat(harness.alerts(Alert.FINAL).get(1).previouslySeen).isEqualTo(START);
  }

  @Test
  void aTermUsedDailyNeverFiresAgain() throws Exception {
    for (int day = 0; day < 40; day++) {
      harness.signal(seen(START + day * DAY, "day" + day));
      harness.watermark(START + day * DAY);
    }
    harness.end();
    assertThat(firstSeen(harness)).containsExactly(START);
  }

  @Test
  void anEarlierEventThatArrivesLaterIsTheFirstOne() throws Exception {
    harness.signal(seen(START + MINUTE, "b"));
    harness.signal(seen(START, "a"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.firstSeen).isEqualTo(START);
              assertThat(alert.eventIds).containsExactly("a");
            });
  }

  @Test
  void ofEventsInTheSameSecondTheSmallestIdIsFirst() throws Exception {
    harness.signal(seen(START, "b"));
    harness.signal(seen(START, "a"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL).get(0).eventIds).containsExactly("a");
  }

  @Test
  void aDuplicateChangesNothing() throws Exception {
    harness.signal(seen(START, "a"));
    harness.signal(seen(START, "a"));
    harness.watermark(START);
    harness.signal(seen(START + HOUR, "b"));
    harness.signal(seen(START + HOUR, "b"));
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
  }

  @Test
  void goesOnWhereItWasAfterSnapshotAndRestore() throws Exception {
    harness.signal(seen(START, "a"));
    harness.snapshotAndRestore();
    harness.watermark(START + DAY);
    harness.snapshotAndRestore();
    harness.signal(seen(START + 9 * DAY, "b"));
    harness.end();
    assertThat(firstSeen(harness)).containsExactly(START);
  }

  @Test
  void theTermIsForgottenTheMidnightAfterItAgedOut() throws Exception {
    harness.signal(seen(START + HOUR, "a"));
    harness.watermark(START + 11 * DAY - 1);
    assertThat(harness.left()).isPositive();
    harness.watermark(START + 11 * DAY);
    assertThat(harness.left()).isZero();
  }

  @Test
  void thirtyDaysReplayedInAnyOrderGiveTheSameFinals() throws Exception {
    List<Signal> sightings = new ArrayList<>();
    long[] days = {0, 3, 12, 22, 23, 30};
    for (long day : days) {
      sightings.add(seen(START + day * DAY + 5, "day" + day));
      sightings.add(seen(START + day * DAY + HOUR, "dayAfter" + day));
    }
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(sightings, new Random(seed));
      try (Harness<DetectorKey> replay = Sightings.harness(Duration.ofDays(9))) {
        for (Signal sighting : sightings) {
          replay.signal(sighting);
        }
        replay.end();
        assertThat(replay.alerts(Alert.FINAL))
            .extracting(a -> (a.firstSeen - START) / DAY)
            .containsExactly(0L, 22L);
        assertThat(replay.left()).isZero();
      }
    }
  }
}

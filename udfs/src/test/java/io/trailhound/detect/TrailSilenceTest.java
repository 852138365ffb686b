package io.trailhound.detect;

import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"hashmap", "rocksdb"})
@SuppressWarnings("try") // Flink's harness may throw anything on close
class TrailSilenceTest {
  private static final String ONE = "111122223333";
  private static final String OTHER = "444455556666";

  private final String backend;
  private SilenceHarness harness;

  TrailSilenceTest(String backend) {
    this.backend = backend;
  }

  @BeforeEach
  void open() throws Exception {
    harness = new SilenceHarness(backend);
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  private List<String> told() {
    return harness.alerts().stream()
        .map(alert -> alert.phase + " " + SilenceHarness.words(alert))
        .toList();
  }

  @Test
  void tellsOnceWithTheLastEventAndAgainWithTheEnd() throws Exception {
    harness.hear(ONE, "eu-west-1", START);
    harness.hear(ONE, "us-east-1", START + MINUTE + 7 * SECOND);
    harness.watermark(START + HOUR);
    assertThat(harness.alerts()).isEmpty();
    harness.watermark(START + HOUR + MINUTE + 7 * SECOND - 1);
    harness.watermark(START + 5 * HOUR);
    assertThat(told()).containsExactly("final 111122223333 null from 67000 to null");
    Alert silent = harness.alerts().get(0);
    assertThat(silent.time).isEqualTo(START + HOUR + MINUTE + 7 * SECOND);
    assertThat(silent.eventIds).containsExactly("event at " + (START + 67_000));
    assertThat(silent.message)
        .isEqualTo(
            "Account 111122223333 has been silent for 1 h, since 2026-09-01T00:01:07Z. Last, alice called ListBuckets in us-east-1.");

    harness.snapshotAndRestore();
    harness.hear(ONE, "eu-west-1", START + 6 * HOUR);
    harness.watermark(START + 6 * HOUR + 2 * MINUTE);
    assertThat(told())
        .hasSize(2)
        .last()
        .isEqualTo("final 111122223333 null from 67000 to 21600000");
    assertThat(harness.alerts().get(1).id).isEqualTo(silent.id);
    assertThat(harness.alerts().get(1).message)
        .startsWith("Account 111122223333 was silent for 5 h 58 min, from 2026-09-01T00:01:07Z");
  }

  @Test
  void anEventInTheLastSecondOfTheHourIsNoSilence() throws Exception {
    harness.hear(ONE, "eu-west-1", START);
    harness.hear(ONE, "eu-west-1", START + HOUR - SECOND);
    harness.hear(ONE, "eu-west-1", START + 2 * HOUR - SECOND);
    harness.watermark(START + 2 * HOUR);
    assertThat(told())
        .containsExactly(
            "final 111122223333 null from 3599000 to null",
            "final 111122223333 null from 3599000 to 7199000");
  }

  /** Its own silence may go on behind it; nobody can know. */
  @Test
  void theEndOfInputIsNoSilenceButTheTimeOfTheLatestEventCounts() throws Exception {
    harness.hear(ONE, "eu-west-1", START);
    harness.hear(OTHER, "eu-west-1", START + 30 * MINUTE);
    harness.hear("777788889999", "eu-west-1", START + HOUR);
    harness.end();
    assertThat(told()).containsExactly("final 111122223333 null from 0 to null");
  }

  /** Every half hour in one region, in the other for so long. */
  private void hearBoth(long otherFor, long until) throws Exception {
    for (long time = 0; time <= until; time += 30 * MINUTE) {
      harness.hear(ONE, "eu-west-1", START + time);
      if (time <= otherFor) {
        harness.hear(ONE, "us-east-1", START + time + SECOND);
      }
      harness.watermark(START + time - 15 * MINUTE);
    }
  }

  @Test
  void aRegionThatWasBusyIsMissedWhileItsAccountGoesOn() throws Exception {
    hearBoth(10 * HOUR, 15 * HOUR);
    harness.hear(ONE, "us-east-1", START + 15 * HOUR);
    harness.watermark(START + 15 * HOUR + MINUTE);
    assertThat(told())
        .containsExactly(
            "final 111122223333 us-east-1 from 36001000 to null",
            "final 111122223333 us-east-1 from 36001000 to 54000000");
  }

  @Test
  void aRegionThatWasNotBusyIsNotMissed() throws Exception {
    hearBoth(9 * HOUR, 15 * HOUR);
    assertThat(told()).isEmpty();
  }

  @Test
  void whereTheAccountIsSilentItsRegionsAreNotToldOfUntilItGoesOnWithoutThem() throws Exception {
    hearBoth(12 * HOUR, 12 * HOUR);
    harness.watermark(START + 20 * HOUR);
    assertThat(told()).containsExactly("final 111122223333 null from 43201000 to null");
    for (long time = 20 * HOUR; time <= 22 * HOUR; time += 30 * MINUTE) {
      harness.hear(ONE, "eu-west-1", START + time + MINUTE);
    }
    harness.watermark(START + 22 * HOUR);
    assertThat(told())
        .containsExactly(
            "final 111122223333 null from 43201000 to null",
            "final 111122223333 null from 43201000 to 72060000",
            "final 111122223333 us-east-1 from 43201000 to null");
  }

  @Test
  void whatIsSilentForDaysIsForgotten() throws Exception {
    harness.hear(ONE, "eu-west-1", START);
    harness.watermark(START + DAY);
    assertThat(harness.left()).isPositive();
    harness.watermark(START + 8 * DAY);
    assertThat(harness.left()).isZero();
    harness.hear(ONE, "eu-west-1", START + 9 * DAY);
    harness.watermark(START + 9 * DAY + 2 * MINUTE);
    assertThat(told()).containsExactly("final 111122223333 null from 0 to null");
  }

  /** What comes before the watermark has come to where the account is forgotten. */
  @Test
  void whatComesBehindDaysOfSilenceIsNewThoughNobodyHadForgottenYet() throws Exception {
    harness.hear(ONE, "eu-west-1", START);
    harness.watermark(START + DAY);
    harness.hear(ONE, "eu-west-1", START + 9 * DAY);
    harness.watermark(START + 9 * DAY + 2 * HOUR);
    assertThat(told())
        .containsExactly(
            "final 111122223333 null from 0 to null",
            "final 111122223333 null from 777600000 to null");
  }

  @Test
  void byTheClockItIsEarlyAndFinalBehindTheNextEvent() throws Exception {
    harness.clock(START + 5 * MINUTE);
    harness.hear(ONE, "eu-west-1", START);
    harness.clock(START + HOUR + 4 * MINUTE);
    assertThat(harness.alerts()).isEmpty();
    harness.clock(START + 5 * HOUR);
    assertThat(told()).containsExactly("early 111122223333 null from 0 to null");
    harness.snapshotAndRestore();
    harness.clock(START + 10 * HOUR);
    harness.hear(ONE, "eu-west-1", START + 10 * HOUR);
    harness.watermark(START + 10 * HOUR + 2 * MINUTE);
    assertThat(told())
        .containsExactly(
            "early 111122223333 null from 0 to null",
            "final 111122223333 null from 0 to null",
            "final 111122223333 null from 0 to 36000000");
    assertThat(harness.alerts())
        .extracting(alert -> alert.id)
        .containsOnly(harness.alerts().get(0).id);
  }

  @Test
  void anEventOfTheHourThatComesLaterTakesTheEarlyAlertBack() throws Exception {
    harness.clock(START + 5 * MINUTE);
    harness.hear(ONE, "eu-west-1", START);
    harness.clock(START + 2 * HOUR);
    harness.hear(ONE, "eu-west-1", START + 59 * MINUTE);
    assertThat(told())
        .containsExactly(
            "early 111122223333 null from 0 to null", "withdrawn 111122223333 null from 0 to null");
  }

  @Test
  void anEarlyAlertThatInputEndsBehindIsTakenBack() throws Exception {
    harness.clock(START + 5 * MINUTE);
    harness.hear(ONE, "eu-west-1", START);
    harness.clock(START + 2 * HOUR);
    harness.end();
    assertThat(harness.alerts())
        .extracting(alert -> alert.phase)
        .containsExactly(Alert.EARLY, Alert.WITHDRAWN);
  }

  /** As one that reads an archive is. */
  @Test
  void whileTheSourceIsBehindTheClockSaysNothing() throws Exception {
    harness.clock(START + DAY);
    harness.hear(ONE, "eu-west-1", START);
    harness.clock(START + 2 * DAY);
    harness.snapshotAndRestore();
    harness.clock(START + 3 * DAY);
    assertThat(harness.alerts()).isEmpty();
  }

  /** As where the job is told of other accounts and regions, or somebody opens or closes some. */
  @Test
  void behindARestoreAccountsAndRegionsMayBeOthers() throws Exception {
    hearBoth(12 * HOUR, 12 * HOUR);
    harness.hear(OTHER, "eu-west-1", START + 12 * HOUR);
    harness.snapshotAndRestore();
    for (long time = 12 * HOUR; time <= 16 * HOUR; time += 30 * MINUTE) {
      harness.hear(ONE, "eu-west-1", START + time + MINUTE);
      harness.hear("777788889999", "ap-south-1", START + time + MINUTE);
      harness.watermark(START + time - 15 * MINUTE);
    }
    assertThat(told())
        .as("the new one goes on; those that are gone are told of once")
        .containsExactlyInAnyOrder(
            "final 111122223333 us-east-1 from 43201000 to null",
            "final 444455556666 null from 43200000 to null");
    harness.snapshotAndRestore();
    harness.hear("777788889999", "ap-south-1", START + 23 * DAY);
    harness.watermark(START + 23 * DAY);
    assertThat(told()).filteredOn(it -> it.contains(OTHER)).hasSize(1);
    harness.hear(OTHER, "eu-west-1", START + 23 * DAY + HOUR);
    harness.watermark(START + 23 * DAY + HOUR + MINUTE);
    assertThat(told()).as("by then it's new").filteredOn(it -> it.contains(OTHER)).hasSize(1);
  }

  private record Event(String account, String region, long time) {}

  @Test
  void finalsAreAFunctionOfTheEvents() throws Exception {
    int seeds = backend.equals("hashmap") ? Rounds.of(6) : 1;
    int told = 0;
    for (int seed = 0; seed < seeds; seed++) {
      List<Event> events = events(new Random(seed));
      SortedMap<String, String> expected = null;
      for (int order = 0; order < 6; order++) {
        SortedMap<String, String> finals = finals(events, order, new Random(seed * 10L + order));
        expected = expected == null ? finals : expected;
        assertThat(finals).as("seed %d, order %d", seed, order).isEqualTo(expected);
      }
      assertThat(expected.values().stream().filter(it -> it.contains(" null from")))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(silences(events));
      told += expected.size();
    }
    assertThat(told).isGreaterThan(5 * seeds);
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (String account : List.of(ONE, OTHER)) {
      long time = START + random.nextInt(60) * MINUTE;
      for (int i = 0; i < 150; i++) {
        String region = i < 80 || random.nextInt(5) == 0 ? "r" + random.nextInt(3) : "r0";
        events.add(new Event(account, region, time));
        int pause = random.nextInt(20) == 0 ? 180 : 25;
        time += random.nextInt(pause) * MINUTE + random.nextInt(60) * SECOND;
      }
    }
    return events;
  }

  private SortedMap<String, String> finals(List<Event> events, int order, Random random)
      throws Exception {
    record Delivery(long at, Event event) {}
    long slack = order == 0 ? 0 : random.nextInt(200) * MINUTE;
    List<Delivery> deliveries = new ArrayList<>();
    for (Event event : events) {
      int times = random.nextInt(5) == 0 ? 2 : 1;
      for (int i = 0; i < times; i++) {
        deliveries.add(new Delivery(event.time + (slack == 0 ? 0 : random.nextLong(slack)), event));
      }
    }
    deliveries.sort(Comparator.comparingLong(Delivery::at));
    try (SilenceHarness harness = new SilenceHarness(backend)) {
      long newest = START;
      for (Delivery delivery : deliveries) {
        Event event = delivery.event;
        harness.hear(event.account, event.region, event.time);
        newest = Math.max(newest, event.time);
        if (order > 0 && random.nextInt(3) > 0) {
          harness.watermark(newest - slack - 1);
        }
        if (random.nextInt(30) == 0) {
          harness.snapshotAndRestore();
        }
      }
      harness.end();
      assertThat(harness.left()).isZero();
      return harness.finals();
    }
  }

  /** Of whole accounts, in the simplest way. */
  private static List<String> silences(List<Event> events) {
    long latest = events.stream().mapToLong(Event::time).max().orElseThrow();
    List<String> silences = new ArrayList<>();
    for (String account : List.of(ONE, OTHER)) {
      TreeSet<Long> times = new TreeSet<>();
      events.stream().filter(it -> it.account.equals(account)).forEach(it -> times.add(it.time));
      for (long time : times) {
        Long next = times.higher(time);
        if (next == null ? time + HOUR - 1 <= latest : next - time >= HOUR) {
          silences.add(
              "%s null from %s to %s"
                  .formatted(account, time - START, next == null ? null : next - START));
        }
      }
    }
    return silences;
  }
}

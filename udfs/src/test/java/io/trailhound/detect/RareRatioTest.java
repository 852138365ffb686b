package io.trailhound.detect;

import static io.trailhound.detect.Given.DAY;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Flink's harness may throw anything on close
class RareRatioTest {
  private static final String ALICE = Group.join("alice", "IAMUser");

  private Harness<DetectorKey> harness;

  private static Harness<DetectorKey> newHarness() throws Exception {
    return Harness.of(
        () -> new RareRatio(List.of(Given.rareRatio())),
        DetectorKey::of,
        Types.POJO(DetectorKey.class));
  }

  @BeforeEach
  void open() throws Exception {
    harness = newHarness();
  }

  @AfterEach
  void nothingIsLeftAtTheEnd() throws Exception {
    harness.end();
    assertThat(harness.left()).isZero();
    harness.close();
  }

  private static Signal trusted(long time, String id) {
    return new Signal("rare", ALICE, time, id, "Amazon.com, Inc.", null);
  }

  private static Signal uncommon(long time, String action) {
    Signal signal = Given.signal("rare", ALICE, time, action + "@" + time, action);
    signal.value = "M247";
    signal.sensitive = true;
    return signal;
  }

  private void trusted(int events, long from) throws Exception {
    for (int i = 0; i < events; i++) {
      harness.signal(trusted(from + i, "trusted" + i));
    }
  }

  private void twoUncommon(long time) throws Exception {
    harness.signal(uncommon(time, "GetObject"));
    harness.signal(uncommon(time, "AssumeRole"));
  }

  @Test
  void aHundredAndNinetyEightTrustedAndTwoUncommonFire() throws Exception {
    trusted(198, START);
    twoUncommon(START + 2 * HOUR);
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    Alert alert = harness.alerts().get(1);
    assertThat(alert.id).isEqualTo(harness.alerts().get(0).id);
    assertThat(alert.windowEnd).isEqualTo(START + 3 * HOUR);
    assertThat(alert.total).isEqualTo(200);
    assertThat(alert.ratio).isEqualTo(0.01);
    assertThat(alert.sensitiveActions).containsExactly("AssumeRole", "GetObject");
    assertThat(alert.organizations).containsExactly("Amazon.com, Inc.", "M247");
  }

  @Test
  void aHundredAndNinetySevenTrustedAndTwoUncommonStaySilent() throws Exception {
    trusted(197, START);
    twoUncommon(START + 2 * HOUR);
    harness.end();
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void theTrustedEventThatCompletesTheConditionBringsTheEarlyAlert() throws Exception {
    twoUncommon(START + 2 * HOUR);
    trusted(197, START);
    assertThat(harness.alerts()).isEmpty();
    harness.signal(trusted(START + 2 * HOUR + MINUTE, "the 198th"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
  }

  @Test
  void anEarlyAlertThatNoLongerHoldsIsWithdrawnAtTheHour() throws Exception {
    trusted(198, START);
    twoUncommon(START + 2 * HOUR);
    harness.signal(uncommon(START + 2 * HOUR + MINUTE, "GetObject"));
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "withdrawn");
    assertThat(harness.alerts()).extracting(a -> a.id).containsOnly(harness.alerts().get(0).id);
  }

  @Test
  void eventsCountForSevenDaysToTheMillisecond() throws Exception {
    trusted(198, START + HOUR - 198);
    harness.watermark(START + 6 * DAY);
    twoUncommon(START + 7 * DAY - 1);
    harness.watermark(START + 7 * DAY);
    twoUncommon(START + 7 * DAY + 1);
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> a.windowEnd)
        .containsExactly(START + 7 * DAY);
  }

  @Test
  void oneSensitiveActionIsNotEnough() throws Exception {
    trusted(300, START);
    harness.signal(uncommon(START, "GetObject"));
    harness.signal(uncommon(START + 1, "GetObject"));
    harness.end();
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void moreThanFiveOrganisationsAreSilent() throws Exception {
    trusted(300, START);
    for (int i = 0; i < 4; i++) {
      Signal other = trusted(START + i, "other" + i);
      other.value = "Amazon " + i;
      harness.signal(other);
    }
    twoUncommon(START);
    harness.end();
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void duplicatesChangeNothing() throws Exception {
    for (int round = 0; round < 2; round++) {
      trusted(198, START);
      twoUncommon(START);
    }
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .singleElement()
        .satisfies(alert -> assertThat(alert.total).isEqualTo(200));
  }

  @Test
  void gatheredEventsCountOnceEach() throws Exception {
    gathered(0, 150);
    gathered(100, 198);
    harness.signal(trusted(START, "trusted197"));
    twoUncommon(START + 2 * HOUR);
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    gathered(50, 60);
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .singleElement()
        .satisfies(alert -> assertThat(alert.total).isEqualTo(200));
  }

  @Test
  void gatheredEventsThatCompleteTheConditionBringTheEarlyAlert() throws Exception {
    twoUncommon(START + MINUTE);
    gathered(0, 197);
    assertThat(harness.alerts()).isEmpty();
    gathered(190, 198);
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
  }

  private void gathered(int from, int to) throws Exception {
    Signal all = trusted(START + HOUR - 1, null);
    all.gathered = new long[2 * (to - from)];
    for (int i = from; i < to; i++) {
      EventHash id = EventHash.of("trusted" + i);
      all.gathered[2 * (i - from)] = id.high();
      all.gathered[2 * (i - from) + 1] = id.low();
    }
    harness.signal(all);
  }

  @Test
  void anEventThatIsDeliveredAgainAsOfTheOtherSideStaysWhatItWas() throws Exception {
    trusted(198, START);
    twoUncommon(START);
    harness.signal(trusted(START, "GetObject@" + START));
    Signal again = uncommon(START + 5, "GetObject");
    again.eventId = "trusted5";
    harness.signal(again);
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.trusted).isEqualTo(198);
              assertThat(alert.uncommon).isEqualTo(2);
            });
  }

  @Test
  void anHourWithManyEventsCountsThemOnceToo() throws Exception {
    int many = 3 * CountedOnce.MOST_TOGETHER;
    for (int round = 0; round < 2; round++) {
      trusted(many, START);
      twoUncommon(START);
      harness.snapshotAndRestore();
    }
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .singleElement()
        .satisfies(alert -> assertThat(alert.total).isEqualTo(many + 2));
  }

  /** There every event of an open hour was an entry of its own. */
  @Test
  void anOpenHourOf010GoesOnAsItBegan() throws Exception {
    AtomicReference<KeyedProcessFunction<DetectorKey, Signal, Alert>> function =
        new AtomicReference<>(new RareRatioOf010());
    try (Harness<DetectorKey> harness =
        Harness.of(function::get, DetectorKey::of, Types.POJO(DetectorKey.class))) {
      for (int i = 0; i < 150; i++) {
        harness.signal(trusted(START + i, "trusted" + i));
      }
      harness.signal(uncommon(START + HOUR, "AssumeRole"));
      function.set(new RareRatio(List.of(Given.rareRatio())));
      harness.snapshotAndRestore();
      for (int i = 0; i < 198; i++) {
        harness.signal(trusted(START + i, "trusted" + i));
      }
      harness.signal(uncommon(START + HOUR, "AssumeRole"));
      harness.signal(uncommon(START + HOUR, "GetObject"));
      harness.end();
      assertThat(harness.alerts(Alert.FINAL))
          .singleElement()
          .satisfies(alert -> assertThat(alert.total).isEqualTo(200));
      assertThat(harness.left()).isZero();
    }
  }

  /** There nobody had counted them apart. */
  @Test
  void uncommonEventsOf010CountAndGo() throws Exception {
    AtomicReference<KeyedProcessFunction<DetectorKey, Signal, Alert>> function =
        new AtomicReference<>(new RareRatioOf010());
    try (Harness<DetectorKey> harness =
        Harness.of(function::get, DetectorKey::of, Types.POJO(DetectorKey.class))) {
      harness.signal(uncommon(START, "AssumeRole"));
      function.set(new RareRatio(List.of(Given.rareRatio())));
      harness.snapshotAndRestore();
      for (int i = 0; i < 198; i++) {
        harness.signal(trusted(START + i, "trusted" + i));
      }
      harness.signal(uncommon(START + 2 * HOUR, "GetObject"));
      harness.signal(uncommon(START + 2 * HOUR, "PutObject"));
      harness.end();
      assertThat(harness.alerts(Alert.FINAL)).isEmpty(); // three of 201
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void onlyHoursWithAnUncommonEventAreLookedAt() throws Exception {
    trusted(500, START);
    twoUncommon(START + HOUR);
    trusted(500, START + 3 * HOUR);
    harness.signal(uncommon(START + 5 * HOUR, "GetObject"));
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> (a.windowEnd - START) / HOUR)
        .containsExactly(2L, 6L);
  }

  @Test
  void hoursThatCloseAtOnceLeaveAsMuchAsHoursThatCloseOneByOne() throws Exception {
    List<Signal> signals = new ArrayList<>();
    for (int hour = 0; hour < 4; hour++) {
      signals.add(trusted(START + hour * HOUR, "trusted" + hour));
    }
    signals.add(uncommon(START + 2 * HOUR, "GetObject"));
    long end = START + 4 * HOUR;
    try (Harness<DetectorKey> oneByOne = newHarness()) {
      for (Signal signal : signals) {
        oneByOne.signal(signal);
        harness.signal(signal);
      }
      for (long time = START; time < end; time += MINUTE) {
        oneByOne.watermark(time);
      }
      oneByOne.watermark(end);
      harness.watermark(end);
      assertThat(harness.left()).isEqualTo(oneByOne.left());
    }
  }

  @Test
  void anyOrderOfArrivalAndASnapshotInTheMiddleGiveTheSameFinals() throws Exception {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      signals.add(trusted(START + i * MINUTE, "trusted" + i));
    }
    for (int hour = 3; hour < 6; hour++) {
      signals.add(uncommon(START + hour * HOUR, hour % 2 == 0 ? "GetObject" : "AssumeRole"));
    }
    AnyOrder.givesTheSameFinals(
        RareRatioTest::newHarness, signals, a -> a.id + a.message + a.eventIds + a.organizations);
  }

  @Test
  void aThresholdThatIsLowerAfterARestartCountsFromTheNextEventOn() throws Exception {
    AtomicReference<Rule.RareRatio> rule = new AtomicReference<>(withTrusted(300));
    try (Harness<DetectorKey> harness =
        Harness.of(
            () -> new RareRatio(List.of(rule.get())),
            DetectorKey::of,
            Types.POJO(DetectorKey.class))) {
      for (int i = 0; i < 198; i++) {
        harness.signal(trusted(START + i, "trusted" + i));
      }
      harness.signal(uncommon(START + 2 * HOUR, "GetObject"));
      harness.signal(uncommon(START + 2 * HOUR, "AssumeRole"));
      assertThat(harness.alerts()).isEmpty();
      rule.set(withTrusted(100));
      harness.snapshotAndRestore();
      harness.signal(trusted(START + 2 * HOUR, "one more"));
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
      harness.end();
      assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    }
  }

  private static Rule.RareRatio withTrusted(long least) {
    Rule.RareRatio rule = Given.rareRatio();
    return new Rule.RareRatio(
        rule.info(),
        rule.rules(),
        rule.groupBy(),
        rule.organization(),
        rule.trusted(),
        rule.sensitive(),
        rule.span(),
        rule.every(),
        least,
        rule.minUncommon(),
        rule.maxRatio(),
        rule.maxOrganizations(),
        rule.minSensitive());
  }
}

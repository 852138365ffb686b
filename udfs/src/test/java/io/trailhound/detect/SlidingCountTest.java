package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.SECOND;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlidingCountTest {
  private static final Rule.ValueCount MORE_THAN_TWO =
      Given.valueCount(Duration.ofSeconds(10), Threshold.atLeast(3));

  private Harness<DetectorKey> harness;

  private static Harness<DetectorKey> newHarness() throws Exception {
    return Harness.of(
        () -> new SlidingCount(List.of(MORE_THAN_TWO)),
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

  private static Signal call(long second, String action) {
    return Given.signal("burst", ALICE, START + second * SECOND, action + "@" + second, action);
  }

  @Test
  void callsOnBothSidesOfATumblingEdgeAddUp() throws Exception {
    harness.signal(call(8, "ListUsers"));
    harness.signal(call(9, "ListRoles"));
    harness.signal(call(11, "GetUser"));
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly(Alert.EARLY);
    harness.end();
    assertThat(harness.alerts()).extracting(a -> a.phase).containsExactly("early", "final");
    Alert alert = harness.alerts().get(1);
    assertThat(alert.id).isEqualTo(harness.alerts().get(0).id);
    assertThat(alert.windowStart).isEqualTo(START + 8 * SECOND);
  }

  @Test
  void callsATimespanApartDoNotAddUp() throws Exception {
    harness.signal(call(0, "ListUsers"));
    harness.signal(call(5, "ListRoles"));
    harness.signal(call(10, "GetUser"));
    harness.end();
    assertThat(harness.alerts()).isEmpty();
  }

  @Test
  void whatFiredIsNotUsedAgain() throws Exception {
    for (int second = 0; second < 6; second++) {
      harness.signal(call(second * 3L, "Action" + second));
    }
    harness.end();
    assertThat(harness.alerts(Alert.FINAL))
        .extracting(a -> (a.windowStart - START) / SECOND)
        .containsExactly(0L);
  }

  @Test
  void anEarlyWindowThatAnEarlierOneTakesOverIsWithdrawn() throws Exception {
    harness.signal(call(8, "ListUsers"));
    harness.signal(call(9, "ListRoles"));
    harness.signal(call(11, "GetUser"));
    harness.signal(call(2, "GetRole"));
    harness.end();
    assertThat(harness.alerts())
        .extracting(a -> a.phase)
        .containsExactly("early", "final", "withdrawn");
  }

  @Test
  void anyOrderDuplicatesAndASnapshotGiveTheSameFinals() throws Exception {
    List<Signal> calls = new ArrayList<>();
    Random places = new Random(1);
    for (int i = 0; i < 60; i++) {
      Signal call = call(places.nextInt(200), "Action" + places.nextInt(5));
      calls.add(call);
      calls.add(call);
    }
    AnyOrder.givesTheSameFinals(
        SlidingCountTest::newHarness, calls, a -> a.id + a.message + a.eventIds);
  }
}

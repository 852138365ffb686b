package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.Keys.ROLE;
import static io.trailhound.detect.Keys.holder;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.match.MatchRules;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupByActorTest {
  private static final String EAST = "us-east-1";

  private static final Rule.ValueCount RULE =
      new Rule.ValueCount(
          Given.info("many", "event_count"),
          List.of("call"),
          List.of(by("cloud.region"), by("trailhound.actor")),
          null,
          Duration.ofMinutes(10),
          false,
          Threshold.atLeast(10));

  private KeyHarness<Signal> harness;

  private static GroupField by(String name) {
    return new GroupField(name, Given.field(name));
  }

  @BeforeEach
  void open() throws Exception {
    open("hashmap", RULE);
  }

  private void open(String backend, Rule... rules) throws Exception {
    harness =
        new KeyHarness<>(
            () -> new GroupByActor(List.of(rules)), signal -> signal.activity.accessKeyId, backend);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static Signal call(String key, long time, String id) {
    Signal signal = Given.signal("many", Group.join(EAST, ROLE), time, id, null);
    signal.activity.accessKeyId = key;
    signal.arrival = 7;
    return signal;
  }

  private void give(Signal signal) throws Exception {
    harness.give(signal, signal.time);
  }

  /** The groups of the signals that went on, in order. */
  private List<String> groups() {
    List<String> groups = new ArrayList<>();
    var out = harness.flink().getSideOutput(MatchRules.VALUE_COUNT);
    if (out != null) {
      out.forEach(each -> groups.add(each.getValue().group));
    }
    return groups;
  }

  private static final String OF_ALICE = Group.join(EAST, ALICE);
  private static final String OF_ITSELF = Group.join(EAST, ROLE);

  @Test
  void goesOnAtOnceWhereTheKeyIsKnown() throws Exception {
    harness.tell(holder("K1", START, ALICE));
    give(call("K1", START + MINUTE, "e1"));
    assertThat(groups()).containsExactly(OF_ALICE);
  }

  @Test
  void waitsForTheKeyAndIsOnceThereHoweverOftenItCame() throws Exception {
    give(call("K1", START + MINUTE, "e1"));
    give(call("K1", START + MINUTE, "e1"));
    assertThat(groups()).isEmpty();
    harness.tell(holder("K1", START, ALICE));
    assertThat(groups()).containsExactly(OF_ALICE);
  }

  @Test
  void isOfItsOwnSessionWhenTheWatermarkHasPassed() throws Exception {
    give(call("K1", START + MINUTE, "e1"));
    harness.watermark(START + MINUTE - 1);
    assertThat(groups()).isEmpty();
    harness.watermark(START + MINUTE);
    assertThat(groups()).containsExactly(OF_ITSELF);
  }

  @Test
  void nobodysSessionIsAGroupOfItsOwnAtOnce() throws Exception {
    harness.tell(holder("K1", START, null));
    give(call("K1", START + MINUTE, "e1"));
    assertThat(groups()).containsExactly(OF_ITSELF);
  }

  @Test
  void aKeyThatIsUsedOutsideItsLifeTellsNothing() throws Exception {
    harness.tell(holder("K1", START, ALICE));
    give(call("K1", START - 1, "e1"));
    give(call("K1", START + HOUR + 1, "e2"));
    assertThat(groups()).isEmpty();
    harness.watermark(Long.MAX_VALUE);
    assertThat(groups()).containsExactly(OF_ITSELF, OF_ITSELF);
  }

  @Test
  void whatIsBehindTheWatermarkGoesOnAsTheDetectorHasToSayThatItsLate() throws Exception {
    harness.watermark(START + MINUTE);
    give(call("K1", START, "e1"));
    assertThat(groups()).containsExactly(OF_ITSELF);
    assertThat(harness.left()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aRestartForgetsNothingAndNothingIsLeft(String backend) throws Exception {
    close();
    open(backend, RULE);
    give(call("K1", START + MINUTE, "e1"));
    harness.tell(holder("K2", START, ALICE));
    harness.snapshotAndRestore();
    harness.tell(holder("K1", START, ALICE));
    give(call("K2", START + MINUTE, "e2"));
    assertThat(groups()).containsExactly(OF_ALICE, OF_ALICE);
    harness.watermark(START + HOUR + 1);
    assertThat(harness.left()).isZero();
  }

  @Test
  void signalsOfARuleThatIsGoneAreForgotten() throws Exception {
    give(call("K1", START + MINUTE, "e1"));
    harness.snapshotAndRestore(() -> new GroupByActor(List.of()));
    harness.watermark(START + MINUTE);
    assertThat(groups()).isEmpty();
    assertThat(harness.left()).isZero();
  }
}

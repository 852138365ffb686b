package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.Keys.ROLE;
import static io.trailhound.detect.Keys.SECOND_ROLE;
import static io.trailhound.detect.Keys.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.match.MatchRules;
import io.trailhound.model.KeyGrant;
import io.trailhound.model.KeyHolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolveKeysTest {
  private final List<KeyHolder> told = new ArrayList<>();
  private String backend = "hashmap";
  private KeyedOneInputStreamOperatorTestHarness<String, KeyGrant, KeyHolder> harness;

  @BeforeEach
  void open() throws Exception {
    open(null);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new ResolveKeys(), grant -> grant.accessKey, Types.STRING);
    Harness.open(harness, backend, state);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void snapshotAndRestore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    open(state);
  }

  private void give(KeyGrant grant) throws Exception {
    harness.processElement(grant, grant.from);
    collect();
  }

  private void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    collect();
  }

  private void collect() {
    told.addAll(harness.extractOutputValues());
    harness.getOutput().clear();
  }

  private Map<String, String> actors() {
    Map<String, String> actors = new TreeMap<>();
    told.forEach(each -> actors.put(each.accessKey, String.valueOf(each.actor)));
    return actors;
  }

  private long left() {
    return Harness.left(harness, harness.getOperator());
  }

  @Test
  void aUsersKeyIsToldAtOnceAndOnce() throws Exception {
    give(grant("K1", START, ALICE, null));
    assertThat(actors()).containsExactly(Map.entry("K1", ALICE));
    watermark(Long.MAX_VALUE);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).until).isEqualTo(START + HOUR);
  }

  @Test
  void aChainIsFollowedToItsBeginning() throws Exception {
    give(grant("K1", START, ALICE, null));
    give(grant("K2", START + MINUTE, ROLE, "K1"));
    give(grant("K3", START + 2 * MINUTE, SECOND_ROLE, "K2"));
    assertThat(actors()).isEqualTo(Map.of("K1", ALICE, "K2", ALICE, "K3", ALICE));
  }

  @Test
  void theSameOfACallThatIsReadBeforeTheOneItBuildsOn() throws Exception {
    give(grant("K3", START + 2 * MINUTE, SECOND_ROLE, "K2"));
    give(grant("K2", START + MINUTE, ROLE, "K1"));
    assertThat(told).isEmpty();
    give(grant("K1", START, ALICE, null));
    watermark(START + 2 * MINUTE);
    assertThat(actors()).isEqualTo(Map.of("K1", ALICE, "K2", ALICE, "K3", ALICE));
  }

  @Test
  void ofAKeyThatNobodyHandedOutItsSessionIsTheBeginning() throws Exception {
    give(grant("K2", START, ROLE, "K1"));
    assertThat(told).isEmpty();
    watermark(START);
    assertThat(actors()).containsExactly(Map.entry("K2", ROLE));
  }

  @Test
  void behindAServicesOwnSessionIsNobody() throws Exception {
    KeyGrant service = grant("K1", START, null, null);
    give(service);
    give(grant("K2", START + MINUTE, ROLE, "K1"));
    assertThat(actors()).isEqualTo(Map.of("K1", "null", "K2", ROLE));
  }

  @Test
  void aKeyThatWasUsedBeforeOrAfterItsLifeLeadsNowhere() throws Exception {
    give(grant("K1", START, ALICE, null));
    give(grant("K2", START - 1, ROLE, "K1"));
    give(grant("K3", START + HOUR + 1, ROLE, "K1"));
    watermark(Long.MAX_VALUE);
    assertThat(actors()).isEqualTo(Map.of("K1", ALICE, "K2", ROLE, "K3", ROLE));
  }

  @Test
  void loopsAndLongChainsEnd() throws Exception {
    give(grant("L1", START, ROLE, "L2"));
    give(grant("L2", START, SECOND_ROLE, "L1"));
    give(grant("C0", START, ALICE, null));
    for (int i = 1; i <= ResolveKeys.MOST_HOPS + 1; i++) {
      give(grant("C" + i, START, "session" + (i - 1), "C" + (i - 1)));
    }
    watermark(START);
    assertThat(actors())
        .containsEntry("C" + ResolveKeys.MOST_HOPS, ALICE)
        .containsEntry("C" + (ResolveKeys.MOST_HOPS + 1), "session0")
        .containsKeys("L1", "L2");
  }

  @Test
  void ofTwoRecordsOfOneCallTheOneDecidesThatKnowsTheCaller() throws Exception {
    KeyGrant elsewhere = grant("K1", START, "AIDAEXAMPLE", null);
    elsewhere.named = false;
    elsewhere.eventId = "a";
    give(elsewhere);
    assertThat(told).isEmpty();
    give(grant("K1", START, ALICE, null));
    give(elsewhere);
    watermark(START);
    assertThat(actors()).containsExactly(Map.entry("K1", ALICE));
  }

  @Test
  void whatIsBehindTheWatermarkIsLateAlsoAfterARestart() throws Exception {
    watermark(START + MINUTE);
    snapshotAndRestore();
    give(grant("K1", START + MINUTE, ALICE, null));
    assertThat(told).isEmpty();
    assertThat(harness.getSideOutput(MatchRules.LATE))
        .singleElement()
        .satisfies(late -> assertThat(late.getValue().detail()).contains("grant-of-K1"));
    assertThat(left()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void anyOrderWithDuplicatesAndRestartsGivesTheSameAndLeavesNothing(String where)
      throws Exception {
    close();
    backend = where;
    open();
    List<KeyGrant> grants = new ArrayList<>();
    for (int chain = 0; chain < 5; chain++) {
      String key = "K" + chain + "-";
      grants.add(grant(key + 0, START + chain, ALICE + chain, null));
      for (int i = 1; i < 4; i++) {
        grants.add(grant(key + i, START + i * MINUTE, ROLE + i, key + (i - 1)));
      }
    }
    for (int seed = 0; seed < 5; seed++) {
      told.clear();
      Random random = new Random(seed);
      Collections.shuffle(grants, random);
      for (KeyGrant each : grants) {
        give(each);
        give(each);
        if (random.nextInt(6) == 0) {
          snapshotAndRestore();
        }
      }
      watermark(START + 10 * MINUTE + seed * 3L * HOUR);
      assertThat(actors()).hasSize(20);
      actors().forEach((key, actor) -> assertThat(actor).isEqualTo(ALICE + key.charAt(1)));
      watermark(START + 2 * HOUR + seed * 3L * HOUR);
      assertThat(left()).isZero();
      grants.forEach(
          each -> {
            each.from += 3 * HOUR;
            each.until += 3 * HOUR;
          });
    }
  }
}

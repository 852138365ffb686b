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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolveKeysTest {
  private GrantHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new GrantHarness("hashmap");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aUsersKeyIsToldAtOnceAndOnce() throws Exception {
    harness.give(grant("K1", START, ALICE, null));
    assertThat(harness.actors()).containsExactly(Map.entry("K1", ALICE));
    harness.watermark(Long.MAX_VALUE);
    assertThat(harness.told()).hasSize(1);
    assertThat(harness.told().get(0).until).isEqualTo(START + HOUR);
  }

  @Test
  void aChainIsFollowedToItsBeginning() throws Exception {
    harness.give(grant("K1", START, ALICE, null));
    harness.give(grant("K2", START + MINUTE, ROLE, "K1"));
    harness.give(grant("K3", START + 2 * MINUTE, SECOND_ROLE, "K2"));
    assertThat(harness.actors()).isEqualTo(Map.of("K1", ALICE, "K2", ALICE, "K3", ALICE));
  }

  @Test
  void theSameOfACallThatIsReadBeforeTheOneItBuildsOn() throws Exception {
    harness.give(grant("K3", START + 2 * MINUTE, SECOND_ROLE, "K2"));
    harness.give(grant("K2", START + MINUTE, ROLE, "K1"));
    assertThat(harness.told()).isEmpty();
    harness.give(grant("K1", START, ALICE, null));
    harness.watermark(START + 2 * MINUTE);
    assertThat(harness.actors()).isEqualTo(Map.of("K1", ALICE, "K2", ALICE, "K3", ALICE));
  }

  @Test
  void ofAKeyThatNobodyHandedOutItsSessionIsTheBeginning() throws Exception {
    harness.give(grant("K2", START, ROLE, "K1"));
    assertThat(harness.told()).isEmpty();
    harness.watermark(START);
    assertThat(harness.actors()).containsExactly(Map.entry("K2", ROLE));
  }

  @Test
  void behindAServicesOwnSessionIsNobody() throws Exception {
    KeyGrant service = grant("K1", START, null, null);
    harness.give(service);
    harness.give(grant("K2", START + MINUTE, ROLE, "K1"));
    assertThat(harness.actors()).isEqualTo(Map.of("K1", "null", "K2", ROLE));
  }

  @Test
  void aKeyThatWasUsedBeforeOrAfterItsLifeLeadsNowhere() throws Exception {
    harness.give(grant("K1", START, ALICE, null));
    harness.give(grant("K2", START - 1, ROLE, "K1"));
    harness.give(grant("K3", START + HOUR + 1, ROLE, "K1"));
    harness.watermark(Long.MAX_VALUE);
    assertThat(harness.actors()).isEqualTo(Map.of("K1", ALICE, "K2", ROLE, "K3", ROLE));
  }

  @Test
  void loopsAndLongChainsEnd() throws Exception {
    harness.give(grant("L1", START, ROLE, "L2"));
    harness.give(grant("L2", START, SECOND_ROLE, "L1"));
    harness.give(grant("C0", START, ALICE, null));
    for (int i = 1; i <= KeyChain.MOST_HOPS + 1; i++) {
      harness.give(grant("C" + i, START, "session" + (i - 1), "C" + (i - 1)));
    }
    harness.watermark(START);
    assertThat(harness.actors())
        .containsEntry("C" + KeyChain.MOST_HOPS, ALICE)
        .containsEntry("C" + (KeyChain.MOST_HOPS + 1), "session0")
        .containsKeys("L1", "L2");
  }

  @Test
  void ofTwoRecordsOfOneCallTheOneDecidesThatKnowsTheCaller() throws Exception {
    KeyGrant elsewhere = grant("K1", START, "AIDAEXAMPLE", null);
    elsewhere.named = false;
    elsewhere.eventId = "a";
    harness.give(elsewhere);
    assertThat(harness.told()).isEmpty();
    harness.give(grant("K1", START, ALICE, null));
    harness.give(elsewhere);
    harness.watermark(START);
    assertThat(harness.actors()).containsExactly(Map.entry("K1", ALICE));
  }

  @Test
  void whatIsBehindTheWatermarkIsLateAlsoAfterARestart() throws Exception {
    harness.watermark(START + MINUTE);
    harness.snapshotAndRestore();
    harness.give(grant("K1", START + MINUTE, ALICE, null));
    assertThat(harness.told()).isEmpty();
    assertThat(harness.flink().getSideOutput(MatchRules.LATE))
        .singleElement()
        .satisfies(late -> assertThat(late.getValue().detail()).contains("grant-of-K1"));
    assertThat(harness.left()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void anyOrderWithDuplicatesAndRestartsGivesTheSameAndLeavesNothing(String where)
      throws Exception {
    close();
    harness = new GrantHarness(where);
    List<KeyGrant> grants = new ArrayList<>();
    for (int chain = 0; chain < 5; chain++) {
      String key = "K" + chain + "-";
      grants.add(grant(key + 0, START + chain, ALICE + chain, null));
      for (int i = 1; i < 4; i++) {
        grants.add(grant(key + i, START + i * MINUTE, ROLE + i, key + (i - 1)));
      }
    }
    for (int seed = 0; seed < 5; seed++) {
      harness.told().clear();
      Random random = new Random(seed);
      Collections.shuffle(grants, random);
      for (KeyGrant each : grants) {
        harness.give(each);
        harness.give(each);
        if (random.nextInt(6) == 0) {
          harness.snapshotAndRestore();
        }
      }
      harness.watermark(START + 10 * MINUTE + seed * 3L * HOUR);
      assertThat(harness.actors()).hasSize(20);
      harness.actors().forEach((key, actor) -> assertThat(actor).isEqualTo(ALICE + key.charAt(1)));
      harness.watermark(START + 2 * HOUR + seed * 3L * HOUR);
      assertThat(harness.left()).isZero();
      grants.forEach(
          each -> {
            each.from += 3 * HOUR;
            each.until += 3 * HOUR;
          });
    }
  }
}

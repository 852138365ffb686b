package io.trailhound.detect;

import static io.trailhound.detect.Given.ALICE;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static io.trailhound.detect.Keys.ROLE;
import static io.trailhound.detect.Keys.SECOND_ROLE;
import static io.trailhound.detect.Keys.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.KeyGrant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains of keys that live longer than each of their links: who takes a role again and again. */
@SuppressWarnings("try") // Flink's harness may throw anything on close
class ShortKeysTest {
  private static final KeyGrant FIRST = grant("K1", START, ALICE, null);
  private static final KeyGrant SECOND = grant("K2", START + 50 * MINUTE, ROLE, "K1");
  private static final KeyGrant THIRD = grant("K3", START + 100 * MINUTE, SECOND_ROLE, "K2");
  private static final long SLACK = 7 * MINUTE;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aKeyThatIsGoneStillLeadsToWhoItWasGivenTo(String backend) throws Exception {
    try (GrantHarness harness = new GrantHarness(backend)) {
      for (KeyGrant each : List.of(FIRST, SECOND, THIRD)) {
        harness.give(each);
        harness.watermark(each.from);
        harness.snapshotAndRestore();
      }
      assertThat(harness.actors()).isEqualTo(Map.of("K1", ALICE, "K2", ALICE, "K3", ALICE));
      harness.watermark(THIRD.until + 1);
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void whatWasToldAtOnceHoldsBehindTheWatermark() throws Exception {
    try (GrantHarness harness = new GrantHarness("hashmap")) {
      harness.give(FIRST);
      harness.give(SECOND);
      harness.give(THIRD);
      assertThat(harness.actors()).containsEntry("K3", ALICE);
      harness.watermark(THIRD.from);
      assertThat(harness.told()).hasSize(3);
      assertThat(harness.actors()).containsEntry("K3", ALICE);
    }
  }

  @Test
  void theSameOfTheLastCallReadFirst() throws Exception {
    try (GrantHarness harness = new GrantHarness("hashmap")) {
      harness.give(THIRD);
      harness.give(SECOND);
      harness.give(FIRST);
      harness.watermark(Long.MAX_VALUE);
      assertThat(harness.actors()).isEqualTo(Map.of("K1", ALICE, "K2", ALICE, "K3", ALICE));
      assertThat(harness.left()).isZero();
    }
  }

  @Test
  void aKeyIsFollowedEightTimesAlsoWhereTheOthersAreGone() throws Exception {
    try (GrantHarness harness = new GrantHarness("hashmap")) {
      for (int i = 0; i <= 2 * KeyChain.MOST_HOPS; i++) {
        String before = i == 0 ? null : "C" + (i - 1);
        harness.give(grant("C" + i, START + i * 50L * MINUTE, "caller" + i, before));
        harness.watermark(START + i * 50L * MINUTE);
        assertThat(harness.actors())
            .containsEntry("C" + i, "caller" + Math.max(0, i - KeyChain.MOST_HOPS));
      }
    }
  }

  /** Also of one time, in rings, twice, of services, with links that the trail doesn't show. */
  private static List<KeyGrant> anyKeys(Random random) {
    List<KeyGrant> grants = new ArrayList<>();
    int keys = 12 + random.nextInt(20);
    long time = START;
    for (int i = 0; i < keys; i++) {
      time += random.nextInt(3) == 0 ? 0 : MINUTE * random.nextInt(6);
      int of = i + 1 - random.nextInt(4); // now and then the key itself, and the one that follows
      boolean service = random.nextInt(15) == 0;
      boolean first = service || of < 0 || random.nextInt(10) == 0;
      KeyGrant grant = grant("K" + i, time, service ? null : "caller" + i, first ? null : "K" + of);
      grant.until = time + MINUTE * random.nextInt(12);
      grant.named = random.nextInt(6) > 0;
      grants.add(grant);
      if (random.nextInt(5) == 0) {
        KeyGrant again = grant("K" + i, time, "other" + i, null);
        again.from += random.nextInt(2) * Math.min(MINUTE, grant.until - time);
        again.until = grant.until + random.nextInt(2) * MINUTE;
        again.eventId = random.nextBoolean() ? "a" : "z";
        again.named = random.nextBoolean();
        grants.add(again);
      }
    }
    grants.removeIf(each -> random.nextInt(12) == 0);
    return grants;
  }

  /** Each key by itself, from call to call, with all of them at hand. */
  private static Map<String, String> plainly(List<KeyGrant> grants) {
    Map<String, KeyGrant> byKey = new HashMap<>();
    grants.forEach(each -> byKey.merge(each.accessKey, each, (a, b) -> b.decidesBefore(a) ? b : a));
    Map<String, String> actors = new TreeMap<>();
    for (KeyGrant each : byKey.values()) {
      KeyGrant link = each;
      String actor = link.caller;
      for (int hops = 0; hops < 8 && link.callerKey != null; hops++) {
        KeyGrant before = byKey.get(link.callerKey);
        if (before == null || link.from < before.from || link.from > before.until) {
          break;
        }
        link = before;
        actor = link.caller == null ? actor : link.caller;
      }
      actors.put(each.accessKey, String.valueOf(actor));
    }
    return actors;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void anyChainsInAnyOrderAreAsIfAllWereAtHand(String backend) throws Exception {
    record Delivery(long at, KeyGrant grant) {}
    int trails = backend.equals("hashmap") ? 60 : 4;
    for (int seed = 0; seed < trails; seed++) {
      Random random = new Random(seed);
      List<KeyGrant> grants = anyKeys(random);
      Map<String, String> expected = plainly(grants);
      for (long slack : new long[] {0, SLACK, 500 * MINUTE}) {
        List<Delivery> deliveries = new ArrayList<>();
        Collections.shuffle(grants, random);
        for (KeyGrant each : grants) {
          for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
            deliveries.add(new Delivery(each.from + random.nextLong(slack + 1), each));
          }
        }
        deliveries.sort(Comparator.comparingLong(Delivery::at));
        try (GrantHarness harness = new GrantHarness(backend)) {
          for (Delivery each : deliveries) {
            harness.give(each.grant());
            harness.watermark(each.at() - slack - 1 - random.nextInt(2) * MINUTE);
            if (random.nextInt(8) == 0) {
              harness.snapshotAndRestore();
            }
          }
          harness.watermark(START + 1000 * MINUTE);
          assertThat(harness.actors()).as("trail %s, slack %s", seed, slack).isEqualTo(expected);
          assertThat(harness.left()).isZero();
        }
      }
    }
  }
}

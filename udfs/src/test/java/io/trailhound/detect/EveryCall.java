package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Counts of windows against the plainest ones, at every call and at the end. */
final class EveryCall {
  private static final long SECOND = 1000;

  private EveryCall() {}

  /**
   * Delivers the calls as they might arrive, with restarts in between.
   *
   * @param windows of some calls the starts of the windows that fire
   */
  static void compare(
      int seed,
      Random random,
      Harness<?> harness,
      List<Signal> calls,
      Function<List<Signal>, Set<Long>> windows)
      throws Exception {
    long slack = random.nextInt(40) * SECOND;
    List<Signal> known = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    long newest = Long.MIN_VALUE;
    for (Signal call : AnyOrder.delivered(calls, slack, random)) {
      if (random.nextInt(20) == 0) {
        harness.snapshotAndRestore();
      }
      harness.signal(call);
      if (ids.add(call.eventId)) {
        known.add(call);
      }
      assertThat(standing(harness)).as("seed %d", seed).isEqualTo(windows.apply(known));
      newest = Math.max(newest, call.time);
      harness.watermark(newest - slack - 1);
    }
    harness.end();
    Revisions.areEarlyAndInOrder(harness.alerts(), "seed " + seed);
    assertThat(standing(harness)).isEqualTo(windows.apply(known));
    assertThat(harness.left()).isZero();
  }

  /** Starts of windows whose alert is out and not taken back. */
  static Set<Long> standing(Harness<?> harness) {
    Set<Long> starts = new TreeSet<>();
    for (Alert alert : harness.alerts()) {
      if (alert.phase.equals(Alert.WITHDRAWN)) {
        starts.remove(alert.windowStart);
      } else {
        starts.add(alert.windowStart);
      }
    }
    return starts;
  }
}

package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The same signals in many orders of arrival, with a snapshot and restore in the middle. */
final class AnyOrder {
  private static final int ORDERS = 20;

  private AnyOrder() {}

  /**
   * @param content what has to be the same in an alert
   */
  @SuppressWarnings("try") // Flink's harness may throw anything on close
  static void givesTheSameFinals(
      Callable<Harness<?>> fresh, List<Signal> signals, Function<Alert, String> content)
      throws Exception {
    List<Signal> shuffled = new ArrayList<>(signals);
    List<String> expected = null;
    for (int seed = 0; seed < ORDERS; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      try (Harness<?> harness = fresh.call()) {
        for (int i = 0; i < shuffled.size(); i++) {
          if (i == shuffled.size() / 2) {
            harness.snapshotAndRestore();
          }
          harness.signal(shuffled.get(i));
        }
        harness.end();
        List<String> finals = harness.alerts(Alert.FINAL).stream().map(content).toList();
        assertThat(finals).isNotEmpty();
        expected = expected == null ? finals : expected;
        assertThat(finals).isEqualTo(expected);
        assertThat(harness.left()).isZero();
      }
    }
  }

  /** The signals as they come when each is up to {@code delay} milliseconds behind its time. */
  static List<Signal> delivered(List<Signal> signals, long delay, Random random) {
    record Delivery(long at, Signal signal) {}
    return signals.stream()
        .map(signal -> new Delivery(signal.time + random.nextLong(delay + 1), signal))
        .sorted(Comparator.comparingLong(Delivery::at))
        .map(Delivery::signal)
        .toList();
  }
}

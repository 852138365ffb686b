package io.trailhound.detect;

import static io.trailhound.detect.Given.HOUR;
import static io.trailhound.detect.Given.MINUTE;
import static io.trailhound.detect.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.model.DetectorKey;
import io.trailhound.model.Group;
import io.trailhound.model.Signal;
import io.trailhound.rules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** rare_ratio over random weeks, against counting in the simplest way. */
class RandomRatiosTest {
  private static final int DAYS = 20;
  private static final String ALICE = Group.join("alice", "IAMUser");

  /** Three trusted ones for each uncommon one suffice, and one action. */
  private static final Rule.RareRatio RULE = rule();

  private static Rule.RareRatio rule() {
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
        10,
        1,
        0.25,
        3,
        1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  @SuppressWarnings("try") // Flink's harness may throw anything on close
  void everyHourThatShouldFireDoesSoWithItsCounts(String backend) throws Exception {
    Random random = new Random(2);
    int fired = 0;
    for (int round = 0; round < 10; round++) {
      List<Signal> signals = signals(random);
      try (Harness<DetectorKey> harness =
          new Harness<>(
              () -> new Detector<>(new RareRatio(List.of(RULE))),
              DetectorKey::of,
              Types.POJO(DetectorKey.class),
              backend)) {
        harness.deliverTwice(signals, 2 * HOUR, 150, random);
        List<String> finals =
            harness.alerts(Alert.FINAL).stream().map(RandomRatiosTest::words).sorted().toList();
        assertThat(finals).isEqualTo(plain(signals));
        fired += finals.size();
        assertThat(harness.left()).isZero();
      }
    }
    assertThat(fired).isGreaterThan(20);
  }

  /** Somebody with days off, so that hours join weeks and leave them. */
  private static List<Signal> signals(Random random) {
    List<Signal> signals = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      int calls = random.nextInt(3) == 0 ? 0 : random.nextInt(30);
      for (int i = 0; i < calls; i++) {
        long time = START + Duration.ofDays(day).toMillis() + random.nextInt(24 * 60) * MINUTE;
        Signal signal =
            new Signal("rare", ALICE, time, day + "." + i, "cloud " + random.nextInt(2), null);
        if (random.nextInt(8) == 0) {
          signal.value = "isp " + random.nextInt(2);
          signal.activity = Given.signal("rare", ALICE, time, "", "GetObject").activity;
          signal.sensitive = true;
        }
        signals.add(signal);
      }
    }
    return signals;
  }

  private static String words(Alert alert) {
    return words(alert.windowEnd, alert.trusted, alert.uncommon, alert.organizations);
  }

  private static String words(long end, long trusted, long uncommon, List<String> organizations) {
    return "%s: %s and %s, %s".formatted(end / HOUR, trusted, uncommon, organizations);
  }

  private static List<String> plain(List<Signal> signals) {
    List<String> alerts = new ArrayList<>();
    TreeSet<Long> ends = new TreeSet<>();
    signals.stream()
        .filter(signal -> signal.activity != null)
        .forEach(signal -> ends.add(Times.windowStart(signal.time, HOUR) + HOUR));
    for (long end : ends) {
      long trusted = 0;
      long uncommon = 0;
      TreeSet<String> organizations = new TreeSet<>();
      for (Signal signal : signals) {
        if (signal.time < end && signal.time >= end - RULE.span().toMillis()) {
          trusted += signal.activity == null ? 1 : 0;
          uncommon += signal.activity == null ? 0 : 1;
          organizations.add(signal.value);
        }
      }
      boolean few = (double) uncommon / (trusted + uncommon) <= RULE.maxRatio();
      if (trusted >= RULE.minTrusted() && few && organizations.size() <= RULE.maxOrganizations()) {
        alerts.add(words(end, trusted, uncommon, List.copyOf(organizations)));
      }
    }
    return alerts;
  }
}

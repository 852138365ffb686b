package io.trailhound.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.sigma.RuleLoader;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsSinceTest {
  private static final Instant SINCE = Instant.parse("2026-09-13T00:10:00Z");
  private static final String MATCH = "aws_vpn_asn_discovery_call";
  private static final String COUNT = "aws_multi_region_describe_instances";
  private static final String CHAIN = "aws_discovery_attack_chain";
  private static final String NEW_TERM = "aws_vpn_asn_first_seen";

  private final AlertsSince filter = new AlertsSince(SINCE, RuleLoader.shipped().rules());

  @ParameterizedTest
  @ValueSource(strings = {Alert.EARLY, Alert.FINAL, Alert.WITHDRAWN})
  void dropsEveryRevisionOfAnEarlierAlert(String phase) {
    assertThat(filter.takes(alert(MATCH, phase, -1))).isFalse();
    assertThat(filter.takes(alert(MATCH, phase, 0))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void revisionsOfAWindowThatReachesOverTheTimeGoTogether(long time) {
    Alert inside = alert(COUNT, Alert.FINAL, time);
    inside.windowEnd = SINCE.toEpochMilli() + 1;
    assertThat(filter.takes(inside)).isTrue();
    inside.windowEnd = SINCE.toEpochMilli();
    assertThat(filter.takes(inside)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-10 * 60_000, -1, 0, 20 * 60_000 - 1})
  void revisionsOfAChainThatHaveOneIdGoTogether(long time) {
    assertThat(filter.takes(alert(CHAIN, Alert.FINAL, time))).isTrue();
    assertThat(filter.takes(alert(CHAIN, Alert.FINAL, -10 * 60_000 - 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-60_000, 0})
  void aNewTermWhoseFirstEventTurnsOutEarlierGoesWithItsFirstRevision(long time) {
    Alert term = alert(NEW_TERM, Alert.FINAL, time);
    term.announced = SINCE.toEpochMilli();
    assertThat(filter.takes(term)).isTrue();
    term.announced = SINCE.toEpochMilli() - 1;
    assertThat(filter.takes(term)).isFalse();
  }

  private static Alert alert(String rule, String phase, long behindSince) {
    Alert alert = new Alert();
    alert.rule = rule;
    alert.phase = phase;
    alert.time = SINCE.toEpochMilli() + behindSince;
    return alert;
  }
}

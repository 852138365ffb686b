package io.trailhound.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.Suppressing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors with the {@code suppress} of the shipped match rules awake. */
class SuppressedVectorsTest {
  private static final Set<String> SUPPRESSED =
      Set.of("aws_vpn_asn_discovery_call", "aws_vpn_asn_service_principal");

  private static JobRun run(int parallelism, String stateBackend) throws Exception {
    return JobRun.of(
        TestSources.files(Vectors.EVENTS),
        parallelism,
        JobRun.settings(stateBackend),
        JobRun.RULES.with(Suppressing.ALL));
  }

  @ParameterizedTest
  @CsvSource({"1,hashmap", "4,hashmap", "2,rocksdb"})
  void whatIsSentAndWhatIsHeldBackAreAllAlerts(int parallelism, String stateBackend)
      throws Exception {
    JobRun quiet = run(parallelism, stateBackend);
    Map<String, Long> expected = new HashMap<>();
    Map<String, Set<String>> eventIds = new HashMap<>();
    for (Alert alert : JobRun.ofVectors().finals()) {
      if (SUPPRESSED.contains(alert.rule)) {
        expected.merge(alert.rule, 1L, Long::sum);
        eventIds.computeIfAbsent(alert.rule, rule -> new HashSet<>()).addAll(alert.eventIds);
      }
    }
    Map<String, Long> sent = new HashMap<>();
    Map<String, Long> all = new HashMap<>();
    for (Alert alert : quiet.finals()) {
      if (SUPPRESSED.contains(alert.rule)) {
        sent.merge(alert.rule, 1L, Long::sum);
        long heldBack = alert.suppressed == null ? 0 : alert.suppressed.number;
        all.merge(alert.rule, 1 + heldBack, Long::sum);
        assertThat(alert.truncated || alert.eventIds.size() == 1 + heldBack).isTrue();
        assertThat(eventIds.get(alert.rule)).containsAll(alert.eventIds);
      }
    }
    assertThat(all).isEqualTo(expected);
    assertThat(sent.get("aws_vpn_asn_discovery_call"))
        .isLessThan(expected.get("aws_vpn_asn_discovery_call") / 2);
    assertThat(quiet.leftEarly()).isEmpty();
  }

  @Test
  void theyAreTheSameHoweverTheyAreFound() throws Exception {
    assertThat(run(3, "rocksdb").documents()).isEqualTo(run(1, "hashmap").documents());
  }
}

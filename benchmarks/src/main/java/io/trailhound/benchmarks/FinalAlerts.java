package io.trailhound.benchmarks;

import io.trailhound.benchmarks.workload.PlantedAttack;
import io.trailhound.benchmarks.workload.Workload;
import io.trailhound.model.Alert;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which alerts became final in a run: rule, group and id of each. Whoever is fast and finds
 * something else is wrong.
 */
record FinalAlerts(Set<String> lines) {
  private static final String TAB = "\t";

  static FinalAlerts of(Collection<String> lines) {
    return new FinalAlerts(new TreeSet<>(lines));
  }

  static String line(Alert alert) {
    return String.join(TAB, alert.rule, alert.group == null ? "" : alert.group, alert.id);
  }

  Map<String, Long> byRule() {
    Map<String, Long> counts = new TreeMap<>();
    lines.forEach(line -> counts.merge(rule(line), 1L, Long::sum));
    return counts;
  }

  /**
   * Requires that each planted attack was found once.
   *
   * @throws IllegalStateException when one wasn't
   */
  void requirePlanted(Workload workload) {
    workload.planted().forEach(this::requirePlanted);
  }

  private void requirePlanted(PlantedAttack attack, long planted) {
    long found =
        lines.stream()
            .filter(line -> rule(line).equals(attack.rule()) && line.contains(attack.attackers()))
            .count();
    if (found != planted) {
      throw new IllegalStateException(
          "of %s attacks that %s has to find, it found %s"
              .formatted(planted, attack.rule(), found));
    }
  }

  /**
   * Requires the alerts of another run over the same.
   *
   * @throws IllegalStateException when there are more, fewer or others
   */
  void requireSame(FinalAlerts other) {
    if (!lines.equals(other.lines)) {
      throw new IllegalStateException(
          "two runs over the same events found other alerts: %s and %s"
              .formatted(byRule(), other.byRule()));
    }
  }

  private static String rule(String line) {
    return line.substring(0, line.indexOf(TAB));
  }
}

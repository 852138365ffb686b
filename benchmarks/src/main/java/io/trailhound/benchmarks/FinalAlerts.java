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
    if (wrong(workload) > 0) {
      throw new IllegalStateException(
          "of the attacks %s, it found one not at all or twice: %s"
              .formatted(workload.planted(), byRule()));
    }
  }

  /** How many planted attacks were not found, and how many were found more than once. */
  long wrong(Workload workload) {
    return workload.planted().entrySet().stream()
        .mapToLong(planted -> Math.abs(planted.getValue() - found(planted.getKey())))
        .sum();
  }

  private long found(PlantedAttack attack) {
    return lines.stream()
        .filter(line -> rule(line).equals(attack.rule()) && line.contains(attack.attackers()))
        .count();
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

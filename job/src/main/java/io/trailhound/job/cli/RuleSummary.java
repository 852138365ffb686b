package io.trailhound.job.cli;

import io.trailhound.job.alert.AlertDocument;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Alerts come in; a line for every rule goes out: how many alerts, and how many of them were out
 * early.
 *
 * @param levels the loaded rules' names and levels
 */
record RuleSummary(Map<String, String> levels, Style style) {
  private static final String ROW = "%-36s  %s  %6s  %5s";

  void print(List<AlertDocument> alerts, PrintWriter out) {
    out.println(style.bold("  " + ROW.formatted("rule", "level ", "alerts", "early")));
    for (Map.Entry<String, String> rule : levels.entrySet()) {
      String level = style.level(rule.getValue(), "%-6s".formatted(rule.getValue()));
      long finals = ids(alerts, rule.getKey(), AlertDocument::isFinal);
      long early = ids(alerts, rule.getKey(), AlertDocument::isEarly);
      String sign = finals > 0 ? style.good("✓ ") : style.bad("✗ ");
      out.println(sign + ROW.formatted(rule.getKey(), level, finals, early == 0 ? "" : early));
    }
    out.println();
    int fired = levels.size() - silent(alerts).size();
    out.println(fired + " of " + levels.size() + " rules fired.");
  }

  /** Rules without a final alert. */
  Set<String> silent(List<AlertDocument> alerts) {
    Set<String> silent = new HashSet<>(levels.keySet());
    alerts.stream().filter(AlertDocument::isFinal).forEach(a -> silent.remove(a.rule()));
    return silent;
  }

  private static long ids(List<AlertDocument> alerts, String rule, Predicate<AlertDocument> phase) {
    return alerts.stream()
        .filter(phase)
        .filter(alert -> alert.rule().equals(rule))
        .map(AlertDocument::id)
        .collect(Collectors.toSet())
        .size();
  }
}

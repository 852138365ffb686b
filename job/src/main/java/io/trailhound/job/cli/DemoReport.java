package io.trailhound.job.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The alerts of a demo come in; the story they tell goes out: per caller who, from where and what,
 * then a summary per rule.
 *
 * @param levels every loaded rule's name and level
 */
record DemoReport(Map<String, String> levels, Style style, int columns) {
  private static final String INDENT = " ".repeat(23);

  void print(List<AlertDocument> alerts, PrintWriter out) {
    callers(alerts).forEach((who, theirs) -> caller(who, theirs, out));
    summary(alerts, out);
  }

  /** Rules that stayed silent. */
  Set<String> silent(List<AlertDocument> alerts) {
    Set<String> silent = new LinkedHashSet<>(levels.keySet());
    alerts.stream().filter(AlertDocument::isFinal).forEach(a -> silent.remove(a.rule()));
    return silent;
  }

  /** Final alerts per caller, callers in the order of their first alert. */
  private static Map<String, List<AlertDocument>> callers(List<AlertDocument> alerts) {
    Map<String, List<AlertDocument>> callers = new LinkedHashMap<>();
    alerts.stream()
        .filter(AlertDocument::isFinal)
        .sorted(Comparator.comparing(AlertDocument::time).thenComparing(AlertDocument::rule))
        .forEach(a -> callers.computeIfAbsent(a.who(), w -> new ArrayList<>()).add(a));
    return callers;
  }

  private void caller(String who, List<AlertDocument> alerts, PrintWriter out) {
    out.println(style.bold(TerminalText.escape(who)));
    Set<String> networks = new LinkedHashSet<>();
    Set<String> addresses = new LinkedHashSet<>();
    for (AlertDocument alert : alerts) {
      networks.add(alert.network());
      addresses.addAll(alert.addresses());
    }
    networks.remove("");
    String from = String.join(", ", networks) + " (" + String.join(", ", addresses) + ")";
    out.println(style.dim("  from " + TerminalText.escape(from.strip())));
    out.println();
    once(alerts).forEach((rule, times) -> rule(times, out));
    out.println();
  }

  /** A rule's alerts of one caller, so that one call after the other doesn't fill the page. */
  private static Map<String, List<AlertDocument>> once(List<AlertDocument> alerts) {
    Map<String, List<AlertDocument>> rules = new LinkedHashMap<>();
    alerts.forEach(a -> rules.computeIfAbsent(a.rule(), r -> new ArrayList<>()).add(a));
    return rules;
  }

  private void rule(List<AlertDocument> alerts, PrintWriter out) {
    AlertDocument first = alerts.get(0);
    String level = levels.getOrDefault(first.rule(), "");
    String time = first.time().replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", "");
    String more = alerts.size() == 1 ? "" : style.dim("  and " + (alerts.size() - 1) + " more");
    out.println(
        "  "
            + style.dim(time)
            + "  "
            + style.level(level, "%-6s".formatted(level))
            + "  "
            + style.bold(first.rule())
            + more);
    for (String line :
        TerminalText.wrap(TerminalText.escape(first.message()), columns - INDENT.length())) {
      out.println(INDENT + line);
    }
  }

  private void summary(List<AlertDocument> alerts, PrintWriter out) {
    Map<String, Set<String>> early = new TreeMap<>();
    Map<String, Set<String>> finals = new TreeMap<>();
    for (AlertDocument alert : alerts) {
      Map<String, Set<String>> phase = alert.isFinal() ? finals : early;
      phase.computeIfAbsent(alert.rule(), r -> new LinkedHashSet<>()).add(alert.id());
    }
    out.println(
        style.bold("  %-40s %-8s %7s %14s".formatted("rule", "level", "alerts", "early as well")));
    levels.forEach(
        (rule, level) -> {
          int count = finals.getOrDefault(rule, Set.of()).size();
          String row =
              "%-40s %s %7d %14d"
                  .formatted(
                      rule,
                      style.level(level, "%-8s".formatted(level)),
                      count,
                      early.getOrDefault(rule, Set.of()).size());
          out.println((count > 0 ? style.good("✓ ") : style.bad("✗ ")) + row);
        });
    int fired = levels.size() - silent(alerts).size();
    out.println();
    out.println(fired + " of " + levels.size() + " rules fired.");
  }
}

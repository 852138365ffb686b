package io.trailhound.job.cli;

import io.trailhound.job.alert.AlertDocument;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Final alerts come in; what each caller did goes out: who, from where, and what the rules say.
 *
 * @param levels the rules' names and levels
 */
record CallerStories(Map<String, String> levels, Style style, int columns) {
  private static final String INDENT = " ".repeat(23);

  /** Callers in the order of their first alert. */
  void print(List<AlertDocument> alerts, PrintWriter out) {
    Map<String, List<AlertDocument>> callers = new LinkedHashMap<>();
    alerts.stream()
        .sorted(Comparator.comparing(AlertDocument::time).thenComparing(AlertDocument::rule))
        .forEach(a -> callers.computeIfAbsent(a.who(), who -> new ArrayList<>()).add(a));
    callers.forEach((who, theirs) -> caller(who, theirs, out));
  }

  private void caller(String who, List<AlertDocument> alerts, PrintWriter out) {
    out.println(style.bold(TerminalText.escape(who)));
    out.println(style.dim("  from " + TerminalText.escape(from(alerts))));
    out.println();
    Map<String, List<AlertDocument>> rules = new LinkedHashMap<>();
    alerts.forEach(a -> rules.computeIfAbsent(a.rule(), rule -> new ArrayList<>()).add(a));
    rules.values().forEach(sameRule -> rule(sameRule, out));
    out.println();
  }

  private static String from(List<AlertDocument> alerts) {
    Set<String> networks = new LinkedHashSet<>();
    Set<String> addresses = new LinkedHashSet<>();
    for (AlertDocument alert : alerts) {
      networks.addAll(alert.networks());
      addresses.addAll(alert.addresses());
    }
    String known = String.join(", ", networks);
    String at = String.join(", ", addresses);
    return known.isEmpty() ? at : known + " (" + at + ")";
  }

  /** The first alert of a rule in full, the others as a number: one call is much like the next. */
  private void rule(List<AlertDocument> alerts, PrintWriter out) {
    AlertDocument first = alerts.get(0);
    String level = levels.getOrDefault(first.rule(), "");
    String more = alerts.size() == 1 ? "" : style.dim("  and " + (alerts.size() - 1) + " more");
    out.print("  " + style.dim(first.time().replace('T', ' ').replace("Z", "")));
    out.print("  " + style.level(level, "%-6s".formatted(level)));
    out.println("  " + style.bold(first.rule()) + more);
    String message = TerminalText.escape(first.message());
    for (String line : TerminalText.wrap(message, columns - INDENT.length())) {
      out.println(INDENT + line);
    }
  }
}

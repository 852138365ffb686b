package io.trailhound.job.cli;

import io.trailhound.rules.Finding;
import io.trailhound.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code rules check} found.
 *
 * @param findings by file, line and column
 * @param rules how many rules were read
 */
record CheckReport(List<Finding> findings, int rules) {

  long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** {@code 3 findings: 1 error, 2 warnings.} */
  String summary() {
    if (findings.isEmpty()) {
      return "Nothing wrong with " + rules + (rules == 1 ? " rule." : " rules.");
    }
    List<String> parts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = count(severity);
      if (count > 0) {
        boolean plural = count > 1 && severity != Severity.INFO;
        parts.add(count + " " + severity.word() + (plural ? "s" : ""));
      }
    }
    int all = findings.size();
    return all + (all == 1 ? " finding: " : " findings: ") + String.join(", ", parts) + ".";
  }
}

package io.trailhound.job.cli;

import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** How all examples came out, for a terminal or a build server. */
record TestReport(List<TestResult> results) {

  long broken() {
    return results.stream().filter(result -> !result.holds()).count();
  }

  void text(PrintWriter out, Style style) {
    for (TestResult result : results) {
      if (!result.tried()) {
        out.println("- " + result.rule() + style.dim("  has no examples"));
        continue;
      }
      out.println((result.holds() ? style.good("✓ ") : style.bad("✗ ")) + result.rule());
      result.differences().forEach(line -> out.println("    " + TerminalText.escape(line)));
      result.reasons().forEach(line -> out.println("      " + TerminalText.escape(line)));
    }
    out.println();
    boolean all = broken() == 0;
    out.println(all ? "All examples hold." : "The examples of " + broken() + " don't hold.");
  }

  String junit() {
    JUnitXml xml = new JUnitXml();
    for (TestResult result : results) {
      if (!result.tried()) {
        xml.skipped("rules", result.rule(), "has no examples");
      } else if (result.holds()) {
        xml.passed("rules", result.rule());
      } else {
        List<String> lines = new ArrayList<>(result.differences());
        lines.addAll(result.reasons());
        String first = result.differences().get(0);
        xml.failed("rules", result.rule(), "examples", first, String.join("\n", lines));
      }
    }
    return xml.document("trailhound rules test");
  }
}

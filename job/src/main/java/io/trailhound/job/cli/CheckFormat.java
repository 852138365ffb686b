package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Severity;
import io.trailhound.text.TerminalText;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** The forms in which {@code rules check} writes what it found. */
enum CheckFormat {
  TEXT {
    @Override
    void write(CheckReport report, PrintWriter out) {
      report.findings().forEach(finding -> out.println(line(finding)));
      out.println(report.summary());
    }
  },
  JSON {
    @Override
    void write(CheckReport report, PrintWriter out) {
      ObjectNode document = new ObjectMapper().createObjectNode();
      ArrayNode findings = document.putArray("findings");
      report.findings().forEach(finding -> put(finding, findings.addObject()));
      ObjectNode summary = document.putObject("summary");
      summary.put("rules", report.rules());
      for (Severity severity : Severity.values()) {
        summary.put(severity.word(), report.count(severity));
      }
      out.println(document.toPrettyString());
    }
  },
  SARIF {
    @Override
    void write(CheckReport report, PrintWriter out) {
      out.println(Sarif.of(report).toPrettyString());
    }
  },
  JUNIT {
    @Override
    void write(CheckReport report, PrintWriter out) {
      out.println(CheckJUnit.of(report));
    }
  };

  abstract void write(CheckReport report, PrintWriter out);

  static CheckFormat of(String word) {
    return Arrays.stream(values())
        .filter(it -> it.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> RulesCommand.wrong("--format", word, "text, json, sarif, junit"));
  }

  /** {@code rules/x.yml:12:3: warning: what is wrong; what would be right [check]}. */
  static String line(Finding finding) {
    return TerminalText.escape(
        "%s: %s: %s [%s]"
            .formatted(
                where(finding), finding.severity().word(), finding.text(), finding.check().id()));
  }

  static String where(Finding finding) {
    if (finding.line() == 0) {
      return finding.file();
    }
    int column = finding.at().column();
    return finding.file() + ":" + finding.line() + (column > 0 ? ":" + column : "");
  }

  private static void put(Finding finding, ObjectNode to) {
    to.put("file", finding.file());
    if (finding.line() > 0) {
      to.put("line", finding.line());
    }
    if (finding.at().column() > 0) {
      to.put("column", finding.at().column());
    }
    to.put("severity", finding.severity().word());
    to.put("check", finding.check().id());
    to.put("message", finding.message());
    if (!finding.hint().isEmpty()) {
      to.put("hint", finding.hint());
    }
  }
}

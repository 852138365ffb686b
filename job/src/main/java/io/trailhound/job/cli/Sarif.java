package io.trailhound.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trailhound.job.Version;
import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What was found, as SARIF 2.1.0 has it, which code hosts and editors show beside the lines. */
final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static ObjectNode of(CheckReport report) {
    ObjectNode log = new ObjectMapper().createObjectNode();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Trailhound");
    driver.put("version", Version.text());
    List<Check> checks = List.of(Check.values());
    rules(checks, driver.putArray("rules"));
    // YAML's columns count characters, and SARIF's by default halves of some.
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    report.findings().forEach(finding -> result(finding, checks, results.addObject()));
    return log;
  }

  private static void rules(List<Check> checks, ArrayNode rules) {
    for (Check check : checks) {
      ObjectNode rule = rules.addObject();
      rule.put("id", check.id());
      rule.putObject("shortDescription").put("text", "Expected: " + check.what() + ".");
      rule.putObject("defaultConfiguration").put("level", level(check.severity()));
    }
  }

  private static void result(Finding finding, List<Check> checks, ObjectNode result) {
    result.put("ruleId", finding.check().id());
    result.put("ruleIndex", checks.indexOf(finding.check()));
    result.put("level", level(finding.severity()));
    result.putObject("message").put("text", finding.text());
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", uri(finding.file()));
    if (finding.line() > 0) {
      ObjectNode region = place.putObject("region");
      region.put("startLine", finding.line());
      if (finding.at().column() > 0) {
        region.put("startColumn", finding.at().column());
      }
    }
  }

  private static String level(Severity severity) {
    return severity == Severity.INFO ? "note" : severity.word();
  }

  /** A reference in which blanks and the like are escaped, with a slash between folders. */
  static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte b : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || "/._-~".indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        uri.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return uri.toString();
  }
}

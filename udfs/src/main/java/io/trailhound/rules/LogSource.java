package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Entries;

/** Whether a rule's {@code logsource} is CloudTrail: nothing else arrives here. */
final class LogSource {
  private LogSource() {}

  static void check(Document document) {
    if (document.entries().get("logsource") == null) {
      throw document.problem(
          document.line(),
          "logsource is missing",
          "write logsource: with product: aws and service: cloudtrail");
    }
    Entries logsource = document.map(document.entries(), "logsource");
    require(document, logsource, "product", "aws");
    require(document, logsource, "service", "cloudtrail");
  }

  private static void require(Document document, Entries logsource, String key, String right) {
    String value = document.text(logsource, key);
    if (value != null && !value.equalsIgnoreCase(right)) {
      throw document.problem(
          logsource.lineOf(key),
          "this rule is for " + key + " " + value + ", and would never fire here",
          "only rules for product: aws, service: cloudtrail run; leave it out");
    }
  }
}

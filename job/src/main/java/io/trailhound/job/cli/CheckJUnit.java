package io.trailhound.job.cli;

import io.trailhound.rules.Finding;
import io.trailhound.rules.Severity;

/** What was found, as a build server reads test results: a case for each finding. */
final class CheckJUnit {
  private CheckJUnit() {}

  /** Infos are no failures: they're skipped, so that a build server shows them all the same. */
  static String of(CheckReport report) {
    JUnitXml xml = new JUnitXml();
    for (Finding finding : report.findings()) {
      String id = finding.check().id();
      String name = id + " " + CheckFormat.where(finding);
      if (finding.severity() == Severity.INFO) {
        xml.skipped(finding.file(), name, finding.text());
      } else {
        xml.failed(finding.file(), name, id, finding.text(), CheckFormat.line(finding));
      }
    }
    if (report.findings().isEmpty()) {
      xml.passed("rules", report.summary());
    }
    return xml.document("trailhound rules check");
  }
}

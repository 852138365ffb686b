package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rule files of tests, from text, and what the checks say about them. */
final class Checked {
  static final String HEAD =
      """
      title: T
      id: 2f0c1a0e-6b5d-4c7a-9f3e-8d1b5a7c9e01
      logsource: {product: aws, service: cloudtrail}
      """;

  private Checked() {}

  /** Findings in files called a.yml, b.yml and so on: {@code a.yml:4:3 check: text}. */
  static List<String> files(String... files) {
    List<RuleSource> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(new RuleSource((char) ('a' + sources.size()) + ".yml", file));
    }
    return of(new RuleFiles(sources, List.of(), List.of("lists"), List.of()), Set.of());
  }

  /** The same of one rule with this detection, which begins in line 5, indented by two. */
  static List<String> detection(String detection) {
    return files(HEAD + "detection:\n" + detection.indent(2));
  }

  static List<String> of(RuleFiles files, Set<Check> ignored) {
    return RuleChecks.of(RuleReading.of(files, false), ignored).stream()
        .map(Checked::text)
        .toList();
  }

  private static String text(Finding finding) {
    String place = finding.file() + ":" + finding.line() + ":" + finding.at().column();
    return place + " " + finding.check().id() + ": " + finding.text();
  }
}

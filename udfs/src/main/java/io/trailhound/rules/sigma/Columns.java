package io.trailhound.rules.sigma;

import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings in; the same out, with the column where their line begins if they know the line only: in
 * YAML, what begins a line is most often what is meant.
 */
final class Columns {
  private final Map<String, String> texts = new HashMap<>();

  Columns(RuleFiles files) {
    files.rules().forEach(source -> texts.put(source.file(), source.text()));
    files.lists().forEach(source -> texts.put(source.file(), source.text()));
  }

  List<Finding> of(List<Finding> findings) {
    return findings.stream().map(this::of).toList();
  }

  private Finding of(Finding finding) {
    Place at = finding.at();
    String text = texts.get(finding.file());
    if (at.line() == 0 || at.column() > 0 || text == null) {
      return finding;
    }
    String[] lines = text.split("\\R", -1);
    String line = at.line() <= lines.length ? lines[at.line() - 1] : "";
    int column = 1 + line.length() - line.stripLeading().length();
    return new Finding(
        finding.file(),
        new Place(at.line(), column),
        finding.check(),
        finding.message(),
        finding.hint());
  }
}

package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Place;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.YamlValue;
import io.trailhound.rules.sigma.YamlValue.Items;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A rule's {@code id}, {@code status}, {@code date}, {@code modified} and {@code tags}. */
final class MetadataChecks {
  private static final List<String> STATUSES =
      List.of("stable", "test", "experimental", "deprecated", "unsupported");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TAG = Pattern.compile("[a-z0-9_-]+\\.[a-z0-9._-]+");
  private static final Set<String> NAMESPACES =
      Set.of("attack", "car", "cve", "d3fend", "detection", "stp", "tlp");

  private final Findings findings;

  MetadataChecks(Findings findings) {
    this.findings = findings;
  }

  void look(Document document) {
    if (document.entries().get("id") instanceof Text id && !UUID.matcher(id.text()).matches()) {
      findings.add(
          document,
          id.at(),
          Check.ID,
          "the id " + id.text() + " is no UUID",
          "write one such as 2f0c1a0e-6b5d-4c7a-9f3e-8d1b5a7c9e01, new for each rule");
    }
    if (document.entries().get("status") instanceof Text status
        && !STATUSES.contains(status.text())) {
      findings.add(
          document,
          status.at(),
          Check.STATUS,
          "unknown status " + status.text(),
          "it is one of " + String.join(", ", STATUSES));
    }
    LocalDate date = date(document, "date");
    LocalDate modified = date(document, "modified");
    if (date != null && modified != null && modified.isBefore(date)) {
      findings.add(
          document,
          document.entries().placeOf("modified"),
          Check.DATE,
          "modified " + modified + " lies before date " + date,
          "date is the day of the first version, modified that of the last");
    }
    if (document.entries().get("tags") instanceof Items tags) {
      tags.items().forEach(tag -> tag(document, tag));
    }
  }

  /** Null when there is none that can be read. */
  private LocalDate date(Document document, String key) {
    if (!(document.entries().get(key) instanceof Text text)) {
      return null;
    }
    // The specification had slashes before version 2.
    String day = text.text().replace('/', '-');
    try {
      if (DATE.matcher(day).matches()) {
        return LocalDate.parse(day);
      }
    } catch (DateTimeException e) {
      // told below
    }
    findings.add(
        document,
        text.at(),
        Check.DATE,
        key + " " + text.text() + " is no date",
        "year, month and day: 2026-01-31");
    return null;
  }

  private void tag(Document document, YamlValue value) {
    if (!(value instanceof Text tag) || tag.text() == null) {
      return; // an error says so
    }
    String lower = tag.text().toLowerCase(Locale.ROOT);
    if (!TAG.matcher(tag.text()).matches()) {
      String right = TAG.matcher(lower).matches() ? "write " + lower : "write attack." + lower;
      tell(document, tag.at(), "the tag " + tag.text() + " has no form of Sigma's", right);
    } else if (!NAMESPACES.contains(lower.substring(0, lower.indexOf('.')))) {
      tell(
          document,
          tag.at(),
          "the tag " + tag.text() + " is in none of Sigma's namespaces",
          "they are attack, car, cve, d3fend, detection, stp and tlp");
    } else if (lower.startsWith("attack.")) {
      AttackTags.of(lower)
          .ifPresent(
              problem ->
                  findings.add(
                      document,
                      tag.at(),
                      problem.check(),
                      "the tag " + tag.text() + ": " + problem.text(),
                      problem.hint()));
    }
  }

  private void tell(Document document, Place at, String message, String hint) {
    findings.add(document, at, Check.TAG, message, hint);
  }
}

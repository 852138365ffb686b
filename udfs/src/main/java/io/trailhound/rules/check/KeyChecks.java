package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.Distance;
import java.util.List;
import java.util.Locale;

/** The keys of a document: misspelt ones, and those that mean nothing or something else here. */
final class KeyChecks {
  private static final List<String> TOP =
      List.of(
          "action",
          "author",
          "correlation",
          "custom",
          "date",
          "description",
          "detection",
          "expires",
          "falsepositives",
          "fields",
          "filter",
          "generate",
          "guide",
          "id",
          "level",
          "license",
          "logsource",
          "modified",
          "name",
          "reason",
          "references",
          "related",
          "scope",
          "status",
          "suppress",
          "tags",
          "taxonomy",
          "title");
  private static final List<String> LOG_SOURCE =
      List.of("category", "definition", "product", "service");

  private final Findings findings;

  KeyChecks(Findings findings) {
    this.findings = findings;
  }

  void look(Document document) {
    misspelt(document, document.entries(), TOP);
    if (document.entries().get("logsource") instanceof Entries logsource) {
      misspelt(document, logsource, LOG_SOURCE);
    }
    if (document.has("expires") && !document.has("filter")) {
      findings.add(
          document,
          document.entries().placeOf("expires"),
          Check.MISSPELT_KEY,
          "the key expires means nothing in a rule: filters expire",
          "write a filter for what is an exception");
    }
    if (document.has("suppress") && document.has("filter")) {
      findings.add(
          document,
          document.entries().placeOf("suppress"),
          Check.MISSPELT_KEY,
          "the key suppress means nothing in a filter: rules suppress",
          "write it into the rule");
    }
    if (document.entries().get("detection") instanceof Entries detection
        && detection.get("timeframe") != null) {
      findings.add(
          document,
          detection.placeOf("timeframe"),
          Check.TIMEFRAME,
          "timeframe means nothing in a detection: each event is judged alone",
          "write a correlation with timespan: over this rule");
    }
    if (document.entries().get("correlation") instanceof Entries correlation
        && correlation.get("window") instanceof Text window
        && window.text().equals("tumbling")) {
      findings.add(
          document,
          correlation.placeOf("window"),
          Check.TUMBLING_WINDOW,
          "a tumbling window misses what its edges split, and the public rules mean none",
          "take the key out, or window: sliding");
    }
  }

  private void misspelt(Document document, Entries entries, List<String> known) {
    for (String key : entries.entries().keySet()) {
      if (known.contains(key)) {
        continue;
      }
      known.stream()
          .filter(right -> !entries.entries().containsKey(right) && near(key, right))
          .findFirst()
          .ifPresent(
              right ->
                  findings.add(
                      document,
                      entries.placeOf(key),
                      Check.MISSPELT_KEY,
                      "the key " + key + " means nothing",
                      "did you mean " + right + "?"));
    }
  }

  private static boolean near(String key, String right) {
    return Distance.between(key.toLowerCase(Locale.ROOT), right) <= (right.length() < 5 ? 1 : 2);
  }
}

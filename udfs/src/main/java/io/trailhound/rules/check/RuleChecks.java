package io.trailhound.rules.check;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.Severity;
import io.trailhound.rules.sigma.Document;
import io.trailhound.rules.sigma.RuleReading;
import io.trailhound.rules.sigma.RuleSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules as they were read in; everything that there is to say about them out. */
public final class RuleChecks {
  private final RuleReading reading;
  private final Findings findings = new Findings();

  private RuleChecks(RuleReading reading) {
    this.reading = reading;
  }

  /**
   * What stops a start, what was noted, and what the checks found, by file, line and column.
   *
   * @param ignored checks that aren't asked for; errors are told all the same
   */
  public static List<Finding> of(RuleReading reading, Set<Check> ignored) {
    RuleChecks checks = new RuleChecks(reading);
    checks.look();
    List<Finding> all = new ArrayList<>(reading.findings());
    checks.toldApart().stream()
        .filter(finding -> !ignored.contains(finding.check()))
        .forEach(all::add);
    return RuleReading.inOrder(reading.files(), all);
  }

  private void look() {
    MetadataChecks metadata = new MetadataChecks(findings);
    KeyChecks keys = new KeyChecks(findings);
    DetectionChecks detections = new DetectionChecks(reading, findings);
    for (List<Document> documents : List.of(reading.rules(), reading.filters())) {
      for (Document document : documents) {
        metadata.look(document);
        keys.look(document);
        detections.look(document);
      }
    }
    sources().forEach(this::encoding);
    unusedLists();
  }

  private List<RuleSource> sources() {
    List<RuleSource> sources = new ArrayList<>(reading.files().rules());
    sources.addAll(reading.files().lists());
    return sources;
  }

  private void encoding(RuleSource source) {
    int at = source.text().indexOf('\uFFFD');
    if (at >= 0) {
      String before = source.text().substring(0, at);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = at - before.lastIndexOf('\n');
      findings.add(
          source.file(),
          new Place(line, column),
          Check.ENCODING,
          "this character isn't UTF-8",
          "save the file as UTF-8");
    }
  }

  /** The shipped lists are there for whoever wants them. */
  private void unusedLists() {
    Set<String> used = reading.lists().everUsed();
    for (RuleSource list : reading.files().lists()) {
      if (!used.contains(list.stem()) && !list.shipped() && reading.findings().isEmpty()) {
        findings.add(
            list.file(),
            Place.WHOLE_FILE,
            Check.UNUSED_LIST,
            "no rule reads the list " + list.stem(),
            "a rule reads it with expand: '%" + list.stem() + "%'");
      }
    }
  }

  /** What the checks found and no comment silences, and the notes. */
  private List<Finding> toldApart() {
    Map<String, Silence> silences = new HashMap<>();
    List<Finding> told = new ArrayList<>(reading.notes());
    told.addAll(findings.all());
    for (RuleSource source : sources()) {
      Silence silence = Silence.of(source);
      silences.put(source.file(), silence);
      told.addAll(silence.wrong());
    }
    told.removeIf(
        finding ->
            finding.severity() != Severity.ERROR
                && silences.containsKey(finding.file())
                && silences.get(finding.file()).covers(finding));
    return told;
  }
}

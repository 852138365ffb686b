package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import io.trailhound.text.Distance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rule files to their documents: rules by name, and filters. Rules for other logs are foreign; what
 * builds on them is, too.
 */
final class RuleDocuments {
  private static final List<String> KINDS = List.of("detection", "correlation", "filter");

  final Map<String, Document> rules = new LinkedHashMap<>();
  final Map<String, String> nameById = new HashMap<>();
  final List<Document> filters = new ArrayList<>();

  /** Names of the rules that never fire here. */
  final Set<String> foreign = new HashSet<>();

  /** Files that could be read in part, or not at all. */
  final List<RuleSource> broken = new ArrayList<>();

  private final boolean skipForeign;
  private final List<Finding> findings;
  private final List<Finding> notes;

  /**
   * @param skipForeign whether foreign rules are left out, and noted in {@code notes}, instead of
   *     refused
   */
  RuleDocuments(boolean skipForeign, List<Finding> findings, List<Finding> notes) {
    this.skipForeign = skipForeign;
    this.findings = findings;
    this.notes = notes;
  }

  void read(List<RuleSource> sources) {
    FallbackNames names = new FallbackNames(sources);
    sources.forEach(source -> tryOn(() -> read(source, names)));
    if (skipForeign) {
      leaveOutWhatBuildsOnThem();
      foreign.forEach(rules::remove);
      nameById.values().removeAll(foreign);
    }
  }

  private void tryOn(Runnable work) {
    try {
      work.run();
    } catch (RuleException e) {
      findings.addAll(e.findings());
    }
  }

  private void read(RuleSource source, FallbackNames names) {
    int before = findings.size();
    List<Entries> documents =
        GlobalDocuments.rules(source.file(), SigmaFile.parse(source, findings));
    if (findings.size() > before) {
      broken.add(source);
    }
    if (documents.isEmpty() && findings.size() == before) {
      throw new RuleException(
          source.file(),
          Place.WHOLE_FILE,
          Check.RULE,
          "the file is empty",
          "write a rule or remove it");
    }
    for (int i = 0; i < documents.size(); i++) {
      String fallback = names.of(source, documents, i);
      Document document = new Document(source.file(), fallback, documents.get(i));
      tryOn(() -> note(document));
    }
  }

  private void note(Document document) {
    long kinds = KINDS.stream().filter(document::has).count();
    if (kinds != 1) {
      throw document.problem(
          document.entries().at(),
          Check.RULE,
          kinds == 0 ? "this isn't a Sigma rule" : "this is more than one rule",
          "a document has one of detection:, correlation: and filter:" + misspelt(document));
    }
    if (document.has("filter")) {
      filters.add(document);
      return;
    }
    String name = noted(document);
    if (document.has("detection")) {
      noteLogSource(document, name);
    }
  }

  private static String misspelt(Document document) {
    return document.entries().entries().keySet().stream()
        .filter(key -> !KINDS.contains(key))
        .filter(key -> KINDS.stream().anyMatch(kind -> Distance.between(key, kind) <= 2))
        .findFirst()
        .map(key -> "; " + key + " is none of them")
        .orElse("");
  }

  /** The name that the document goes by; if that can't be, its place, to read the rest of it. */
  private String noted(Document document) {
    String place = document.place();
    String name = place;
    try {
      name = InfoReader.name(document);
      Document twin = rules.get(name);
      if (twin != null) {
        name = place;
        throw taken(document, twin, "name", InfoReader.name(document));
      }
    } catch (RuleException e) {
      findings.addAll(e.findings());
    }
    rules.put(name, document);
    noteId(document, name);
    return name;
  }

  private void noteId(Document document, String name) {
    if (document.entries().get("id") instanceof Text id) {
      String other = nameById.putIfAbsent(id.text(), name);
      if (other != null) {
        findings.addAll(taken(document, rules.get(other), "id", id.text()).findings());
      }
    }
  }

  private void noteLogSource(Document document, String name) {
    Optional<Finding> finding = LogSource.foreign(document);
    if (finding.isEmpty()) {
      return;
    }
    foreign.add(name);
    if (skipForeign) {
      Finding why = finding.get();
      notes.add(new Finding(why.file(), why.at(), Check.LEFT_OUT, why.message(), why.hint()));
    } else {
      findings.add(finding.get());
    }
  }

  private void leaveOutWhatBuildsOnThem() {
    Names names = new Names(rules, nameById, broken);
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<String, Document> rule : rules.entrySet()) {
        Document document = rule.getValue();
        if (foreign.contains(rule.getKey())
            || !(document.entries().get("correlation") instanceof Entries section)) {
          continue;
        }
        for (String base : References.of(document, names).rules()) {
          if (foreign.contains(base) && foreign.add(rule.getKey())) {
            more = true;
            notes.add(
                document.finding(
                    section.placeOf("rules"),
                    Check.LEFT_OUT,
                    "builds on " + base + ", which is left out",
                    ""));
          }
        }
      }
    }
  }

  private static RuleException taken(Document document, Document by, String key, String value) {
    return document.problem(
        document.entries().placeOf(key),
        Check.NAME,
        "the " + key + " " + value + " is taken by " + by.file() + ":" + by.line(),
        "give one of them another, or leave the other file out");
  }
}

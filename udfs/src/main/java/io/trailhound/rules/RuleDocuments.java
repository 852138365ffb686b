package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Entries;
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
  final Map<String, Document> rules = new LinkedHashMap<>();
  final Map<String, String> nameById = new HashMap<>();
  final List<Document> filters = new ArrayList<>();

  /** Names of the rules that never fire here. */
  final Set<String> foreign = new HashSet<>();

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
    List<Entries> documents = GlobalDocuments.rules(source.file(), SigmaFile.parse(source));
    if (documents.isEmpty()) {
      throw new RuleException(source.file(), 0, "the file is empty", "write a rule or remove it");
    }
    for (int i = 0; i < documents.size(); i++) {
      String fallback = names.of(source, documents, i);
      Document document = new Document(source.file(), fallback, documents.get(i));
      tryOn(() -> note(document));
    }
  }

  private void note(Document document) {
    long kinds =
        List.of("detection", "correlation", "filter").stream().filter(document::has).count();
    if (kinds != 1) {
      throw document.problem(
          document.line(),
          kinds == 0 ? "this isn't a Sigma rule" : "this is more than one rule",
          "a document has one of detection:, correlation: and filter:");
    }
    if (document.has("filter")) {
      filters.add(document);
      return;
    }
    String name = InfoReader.name(document);
    noteName(document, name);
    if (document.has("detection")) {
      noteLogSource(document, name);
    }
  }

  private void noteLogSource(Document document, String name) {
    try {
      Optional<Finding> finding = LogSource.foreign(document);
      if (finding.isPresent()) {
        foreign.add(name);
        (skipForeign ? notes : findings).add(finding.get());
      }
    } catch (RuleException e) {
      foreign.add(name);
      throw e;
    }
  }

  private void noteName(Document document, String name) {
    Document twin = rules.putIfAbsent(name, document);
    if (twin != null) {
      throw taken(document, twin, "name", name);
    }
    String id = document.text(document.entries(), "id");
    String other = id == null ? null : nameById.putIfAbsent(id, name);
    if (other != null) {
      throw taken(document, rules.get(other), "id", id);
    }
  }

  private void leaveOutWhatBuildsOnThem() {
    Names names = new Names(rules, nameById);
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
                    section.lineOf("rules"), "builds on " + base + ", which is left out", ""));
          }
        }
      }
    }
  }

  private static RuleException taken(Document document, Document by, String key, String value) {
    return document.problem(
        document.entries().lineOf(key),
        "the " + key + " " + value + " is taken by " + by.file() + ":" + by.line(),
        "give one of them another, or leave the other file out");
  }
}

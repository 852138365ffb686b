package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Entries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rule files to a {@link RuleBook}: parse, compile the detections with their filters, then the
 * correlations over them. What is wrong is collected, so that a user sees all of it at once.
 */
final class RuleCompiler {
  private final RuleFiles files;
  private final List<Finding> findings = new ArrayList<>();
  private final FieldNames fields = new FieldNames();
  private final ValueLists lists;
  private final Detections detections;

  private final Map<String, Document> rules = new LinkedHashMap<>();
  private final Map<String, String> nameById = new HashMap<>();
  private final List<Document> filters = new ArrayList<>();

  RuleCompiler(RuleFiles files) {
    this.files = files;
    this.lists = new ValueLists(files.lists(), files.listPlaces());
    this.detections = new Detections(fields, lists, findings);
  }

  RuleBook compile() {
    files.rules().forEach(source -> tryOn(() -> read(source)));
    Names names = new Names(rules, nameById);
    Filters filterBook = new Filters(filters, names, detections, lists, findings);
    Map<String, Rule> compiled = new HashMap<>();
    Set<String> silent = silent(names);
    rules.forEach((name, document) -> detection(name, document, filterBook, silent, compiled));
    Correlations correlations = new Correlations(names, fields, findings, compiled);
    Map<String, List<Feed>> feeds = correlations.compile(rules);
    if (!findings.isEmpty()) {
      findings.sort(Comparator.comparing(Finding::file).thenComparing(Finding::line));
      throw new RuleException(findings);
    }
    Map<String, Rule> ordered = new LinkedHashMap<>();
    rules.keySet().forEach(name -> ordered.put(name, compiled.get(name)));
    return new RuleBook(ordered, feeds, silent, fields.extraFields(), fields.readsAsn());
  }

  private void tryOn(Runnable work) {
    try {
      work.run();
    } catch (RuleException e) {
      findings.addAll(e.findings());
    }
  }

  private void read(RuleSource source) {
    List<Entries> documents = SigmaFile.parse(source);
    if (documents.isEmpty()) {
      throw new RuleException(source.file(), 0, "the file is empty", "write a rule or remove it");
    }
    long unnamed =
        documents.stream().filter(rule -> rule.get("name") == null && isRule(rule)).count();
    for (Entries entries : documents) {
      Document document = new Document(source.file(), source.stem(), unnamed == 1, entries);
      tryOn(() -> note(document));
    }
  }

  private static boolean isRule(Entries document) {
    return !document.entries().containsKey("filter");
  }

  private void note(Document document) {
    Entries entries = document.entries();
    long kinds =
        List.of("detection", "correlation", "filter").stream()
            .filter(key -> entries.entries().containsKey(key))
            .count();
    if (kinds != 1) {
      throw document.problem(
          document.line(),
          kinds == 0 ? "this isn't a Sigma rule" : "this is more than one rule",
          "a document has one of detection:, correlation: and filter:");
    }
    if (entries.get("filter") != null) {
      filters.add(document);
      return;
    }
    String name = InfoReader.name(document);
    Document twin = rules.putIfAbsent(name, document);
    if (twin != null) {
      throw taken(document, twin, "name", name);
    }
    String id = document.text(entries, "id");
    String other = id == null ? null : nameById.putIfAbsent(id, name);
    if (other != null) {
      throw taken(document, rules.get(other), "id", id);
    }
  }

  private static RuleException taken(Document document, Document by, String key, String value) {
    return document.problem(
        document.entries().lineOf(key),
        "the " + key + " " + value + " is taken by " + by.file() + ":" + by.line(),
        "give one of them another, or leave the other file out");
  }

  /** Names of the rules that only feed correlations, none of which generates. */
  private Set<String> silent(Names names) {
    Set<String> silent = new HashSet<>();
    Set<String> generated = new HashSet<>();
    rules.values().stream()
        .filter(document -> document.entries().get("correlation") instanceof Entries)
        .forEach(document -> References.of(document, names).note(silent, generated));
    silent.removeAll(generated);
    return silent;
  }

  private void detection(
      String name,
      Document document,
      Filters filterBook,
      Set<String> silent,
      Map<String, Rule> compiled) {
    if (!document.entries().entries().containsKey("detection")) {
      return;
    }
    try {
      LogSource.check(document);
      Entries section = document.map(document.entries(), "detection");
      lists.takeUsed();
      Condition own = detections.compile(document, section, Set.of("condition", "timeframe"));
      if (own == null) {
        return;
      }
      StringBuilder content = new StringBuilder(Canonical.text(document.entries()));
      lists.takeUsed().forEach(list -> content.append(list).append(lists.values(list)));
      Condition condition = filterBook.apply(name, own, content);
      RuleInfo info = InfoReader.read(document, "match", content.toString());
      compiled.put(name, new Rule.Match(info, condition, !silent.contains(name)));
    } catch (RuleException e) {
      findings.addAll(e.findings());
    }
  }
}

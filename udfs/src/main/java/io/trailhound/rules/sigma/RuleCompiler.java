package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rule files to a {@link RuleReading} and its book: parse, compile the detections with their
 * filters, then the correlations over them. What is wrong is collected, so that a user sees all of
 * it at once.
 */
final class RuleCompiler {
  private final RuleFiles files;
  private final List<RuleSource> rules;
  private final boolean skipForeign;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> notes = new ArrayList<>();
  private final FieldNames fields;
  private final ValueLists lists;
  private final Detections detections;
  private final RuleDocuments documents;

  /** Names of detections whose values are in lists. */
  private final Set<String> withLists = new HashSet<>();

  /**
   * @param skipForeign whether rules for other logs are left out instead of refused
   */
  RuleCompiler(RuleFiles files, boolean skipForeign) {
    this(files.rules(), files, skipForeign, new FieldNames());
  }

  /**
   * @param rules where rules are taken from
   * @param files where lists and filters are taken from
   */
  RuleCompiler(List<RuleSource> rules, RuleFiles files, boolean skipForeign, FieldNames fields) {
    this.rules = rules;
    this.files = files;
    this.skipForeign = skipForeign;
    this.fields = fields;
    this.lists = new ValueLists(files.lists(), files.listPlaces());
    this.detections = new Detections(fields, lists, findings);
    this.documents = new RuleDocuments(skipForeign, findings, notes);
  }

  RuleReading compile() {
    findings.addAll(files.problems());
    documents.read(rules);
    Map<String, Document> byName = documents.rules;
    Names names = new Names(byName, documents.nameById, documents.broken);
    List<Document> filterDocuments = filterDocuments();
    Filters filters =
        new Filters(
            filterDocuments, names, fields, detections, lists, new Filters.Told(findings, notes));
    Map<String, Rule> compiled = new HashMap<>();
    Set<String> silent = silent(names);
    byName.forEach((name, document) -> detection(name, document, filters, silent, compiled));
    Correlations correlations = new Correlations(names, fields, filters, findings, compiled);
    Map<String, List<Feed>> feeds = correlations.compile(byName);
    if (!findings.isEmpty()) {
      findings.addAll(new MoreFindings(names, documents).all());
      return reading(filterDocuments, filters, Optional.empty());
    }
    Map<String, Rule> inOrder = new LinkedHashMap<>();
    byName.keySet().forEach(name -> inOrder.put(name, compiled.get(name)));
    Map<String, Rule> ordered = AlertFields.linked(inOrder, feeds);
    refuseUnread(ordered, feeds);
    if (!findings.isEmpty()) {
      return reading(filterDocuments, filters, Optional.empty());
    }
    List<Finding> told = RuleReading.inOrder(files, notes);
    return reading(
        filterDocuments,
        filters,
        Optional.of(
            new RuleBook(
                ordered,
                feeds,
                silent,
                fields.extraFields(
                    ExtrasByAction.of(
                        ordered.values(), name -> feeds.getOrDefault(name, List.of()), withLists)),
                fields.lookups(),
                told,
                filters.expiries())));
  }

  /** What others' actions alone are read of, isn't there in events of further ones. */
  private void refuseUnread(Map<String, Rule> rules, Map<String, List<Feed>> feeds) {
    rules.forEach(
        (name, rule) -> {
          if (rule instanceof Rule.Match match) {
            fields.unread(match, feeds.getOrDefault(name, List.of())).stream()
                .map(path -> unread(documents.rules.get(name), path))
                .forEach(findings::add);
          }
        });
  }

  private static Finding unread(Document rule, String path) {
    return rule.finding(
        rule.entries().placeOf("detection"),
        Check.FIELD,
        "with its lists and filters this rule reads "
            + path
            + " of events with an action of which no rule read it when the job started",
        "restart the job to use them");
  }

  private List<Document> filterDocuments() {
    if (rules.equals(files.rules())) {
      return documents.filters;
    }
    RuleDocuments others = new RuleDocuments(skipForeign, findings, new ArrayList<>());
    others.read(files.rules());
    return others.filters;
  }

  private RuleReading reading(
      List<Document> filterDocuments, Filters filters, Optional<RuleBook> book) {
    Map<String, List<Document>> applied = new HashMap<>();
    documents.rules.forEach((name, rule) -> applied.put(rule.place(), filters.documents(name)));
    return new RuleReading(
        files,
        List.copyOf(documents.rules.values()),
        List.copyOf(filterDocuments),
        applied,
        lists,
        RuleReading.inOrder(files, findings),
        RuleReading.inOrder(files, notes),
        book);
  }

  /** Names of the rules that only feed correlations, none of which generates. */
  private Set<String> silent(Names names) {
    Set<String> silent = new HashSet<>();
    Set<String> generated = new HashSet<>();
    documents.rules.values().stream()
        .filter(document -> document.entries().get("correlation") instanceof Entries)
        .forEach(
            document -> {
              References references = References.of(document, names);
              silent.addAll(references.rules());
              silent.addAll(references.helpers());
              generated.addAll(generated(document, names));
            });
    silent.removeAll(generated);
    return silent;
  }

  /** What is wrong here is reported by {@link Correlations}. */
  private static List<String> generated(Document document, Names names) {
    try {
      return new Generate(document, names).read();
    } catch (RuleException e) {
      return List.of();
    }
  }

  private void detection(
      String name,
      Document document,
      Filters filters,
      Set<String> silent,
      Map<String, Rule> compiled) {
    if (!document.has("detection") || documents.foreign.contains(name)) {
      return;
    }
    try {
      Entries section = document.map(document.entries(), "detection");
      lists.takeUsed();
      Condition own = detections.compile(document, section, Set.of("condition", "timeframe"));
      if (own == null) {
        return;
      }
      StringBuilder content = new StringBuilder(Canonical.text(document.entries()));
      String listed = lists.takeContent();
      content.append(listed);
      if (!listed.isEmpty()) {
        withLists.add(name);
      }
      List<Condition> parts = new ArrayList<>(LogSource.condition(document, fields));
      parts.add(own);
      parts.addAll(filters.of(name, content));
      Condition condition = Conditions.and(parts);
      RuleInfo info =
          InfoReader.read(document, "match", content.toString())
              .with(SuppressionReader.ofDetection(document, fields));
      compiled.put(name, new Rule.Match(info, condition, !silent.contains(name)));
    } catch (RuleException e) {
      findings.addAll(e.findings());
    }
  }
}

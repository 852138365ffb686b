package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Links;
import io.trailhound.rules.Place;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.RuleInfo;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The correlation documents to rules, referenced ones first. */
final class Correlations {
  private final Names names;
  private final FieldNames fields;
  private final Filters filters;
  private final List<Finding> findings;
  private final Map<String, Rule> compiled;
  private final Map<String, List<Feed>> feeds = new HashMap<>();
  private final Set<String> under = new LinkedHashSet<>();
  private final Set<String> failed = new LinkedHashSet<>();

  Correlations(
      Names names,
      FieldNames fields,
      Filters filters,
      List<Finding> findings,
      Map<String, Rule> compiled) {
    this.names = names;
    this.fields = fields;
    this.filters = filters;
    this.findings = findings;
    this.compiled = compiled;
  }

  /** Compiles all correlations of {@code rules}; tells which rule feeds which of them. */
  Map<String, List<Feed>> compile(Map<String, Document> rules) {
    rules.keySet().forEach(this::compileOne);
    return feeds;
  }

  private void compileOne(String name) {
    Document document = names.rules().get(name);
    boolean correlation = document.has("correlation");
    if (!correlation || compiled.containsKey(name) || failed.contains(name)) {
      return;
    }
    under.add(name);
    try {
      compiled.put(name, correlation(document));
    } catch (RuleException e) {
      failed.add(name);
      e.findings().forEach(finding -> findings.add(finding.orOf(Check.CORRELATION)));
    } finally {
      under.remove(name);
    }
  }

  private Rule correlation(Document document) {
    Entries section = document.map(document.entries(), "correlation");
    CorrelationReader reader = new CorrelationReader(document, section, fields, names);
    StringBuilder content = new StringBuilder(Canonical.text(document.entries()));
    List<Condition> filtered = filters.of(InfoReader.name(document), content);
    RuleInfo own = InfoReader.read(document, reader.type().toString(), content.toString());
    List<String> bases = references(document, section, "rules");
    if (bases.isEmpty()) {
      throw document.problem(section.at(), "correlation names no rules", "rules: [name, ...]");
    }
    Nested nested = new Nested(document, section, compiled, names);
    bases.forEach(base -> nested.check(reader, base));
    new Generate(document, names).read();
    RuleInfo info =
        withVersions(own, document, section, content)
            .with(SuppressionReader.ofCorrelation(document, fields, reader.groupBy()));
    Rule unlinked = build(reader, info, bases, document, section);
    Rule rule = unlinked.with(new Links(nested.stage(unlinked), List.of()));
    for (String base : new LinkedHashSet<>(bases)) {
      if (!filtered.isEmpty() && !(compiled.get(base) instanceof Rule.Match)) {
        throw document.problem(
            section.placeOf("rules"),
            "a filter on " + rule.name() + " can't reach " + base + ", which is no detection",
            "let the filter name " + base + " or the rules under it");
      }
      feeds
          .computeIfAbsent(base, first -> new ArrayList<>())
          .add(new Feed(rule, reader.groupOf(base), reader.valueOf(base), filtered));
    }
    return rule;
  }

  /** The lists and filters of the rules under a correlation are part of its version. */
  private RuleInfo withVersions(
      RuleInfo own, Document document, Entries section, StringBuilder content) {
    for (String key : List.of("rules", "trusted", "sensitive")) {
      for (String base : references(document, section, key)) {
        stopIfBroken(base);
        content.append(compiled.get(base).info().version());
      }
    }
    return InfoReader.read(document, own.kind(), content.toString());
  }

  private Rule build(
      CorrelationReader reader,
      RuleInfo info,
      List<String> bases,
      Document document,
      Entries section) {
    return switch (reader.type().kind()) {
      case MATCH -> throw new IllegalStateException("no type of correlation is a detection");
      case NEW_TERMS -> reader.newTerms(info, bases);
      case VALUE_COUNT -> reader.valueCount(info, bases);
      case RARE_RATIO ->
          reader.rareRatio(
              info,
              bases,
              helper(document, section, "trusted"),
              helper(document, section, "sensitive"));
      case SEQUENCE -> reader.sequence(info, bases, names);
    };
  }

  private Condition helper(Document document, Entries section, String key) {
    List<String> helper = references(document, section, key);
    if (helper.size() != 1) {
      throw document.problem(
          section.placeOf(key), "rare_ratio needs " + key + ":", "the name of a detection rule");
    }
    checkDetection(document, section.placeOf(key, helper.get(0)), helper.get(0));
    return ((Rule.Match) compiled.get(helper.get(0))).condition();
  }

  private List<String> references(Document document, Entries section, String key) {
    List<String> resolved = new ArrayList<>();
    List<String> given =
        key.equals("rules") ? Extended.rules(document, section) : document.texts(section, key);
    for (String reference : given) {
      String base = names.resolve(document, section.placeOf(key, reference), reference);
      if (under.contains(base)) {
        throw document.problem(
            section.placeOf(key),
            "this correlation refers to itself: " + String.join(" -> ", under) + " -> " + base,
            "a correlation builds on other rules");
      }
      compileOne(base);
      resolved.add(base);
    }
    return resolved;
  }

  private void checkDetection(Document document, Place at, String base) {
    if (names.rules().get(base).has("correlation")) {
      throw document.problem(
          at,
          base + " is a correlation; here a detection rule is needed",
          "trusted and sensitive look at single events");
    }
    stopIfBroken(base);
  }

  /** What is wrong with the referenced rule is reported already. */
  private void stopIfBroken(String base) {
    if (!compiled.containsKey(base)) {
      throw new RuleException(List.of());
    }
  }
}

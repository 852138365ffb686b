package io.trailhound.rules;

import io.trailhound.rules.YamlValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sigma's global filters: exceptions from the rules they name. The specification writes what is
 * excepted ({@code condition: selection}), its tools write what remains ({@code condition: not
 * selection}); both are understood. They are told apart by an event that none of the selections
 * matches: it can't be meant to be excepted.
 */
final class Filters {
  private static final Set<String> ANY = Set.of("any", "all");
  private static final Set<String> NOT_SELECTIONS = Set.of("rules", "condition");

  private record Filter(Document document, List<String> rules, Condition condition) {
    boolean appliesTo(String rule) {
      return rules == null || rules.contains(rule);
    }
  }

  private final List<Filter> filters = new ArrayList<>();

  Filters(
      List<Document> documents,
      Names names,
      Detections detections,
      ValueLists lists,
      List<Finding> findings) {
    for (Document document : documents) {
      try {
        LogSource.check(document);
        Entries section = document.map(document.entries(), "filter");
        List<String> rules = rules(document, section, names);
        Condition condition = detections.compileFilter(document, section, NOT_SELECTIONS);
        lists.takeUsed();
        filters.add(new Filter(document, rules, condition));
      } catch (RuleException e) {
        findings.addAll(e.findings());
      }
    }
  }

  /** Names of the rules; null for {@code any}. */
  private static List<String> rules(Document document, Entries section, Names names) {
    int line = section.lineOf("rules");
    List<String> references = document.texts(section, "rules");
    if (references.size() == 1 && ANY.contains(references.get(0).toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (references.isEmpty()) {
      throw document.problem(line, "a filter names its rules", "rules: [name, ...] or rules: any");
    }
    List<String> rules = new ArrayList<>();
    for (String reference : references) {
      String name = names.resolve(document, line, reference);
      if (!names.rules().get(name).entries().entries().containsKey("detection")) {
        throw document.problem(
            line,
            "a filter applies to detection rules, " + name + " is a correlation",
            "name the rules under its correlation.rules");
      }
      rules.add(name);
    }
    return rules;
  }

  /** {@code own} with the filters of {@code rule}; adds what they say to {@code content}. */
  Condition apply(String rule, Condition own, StringBuilder content) {
    List<Condition> parts = new ArrayList<>(List.of(own));
    for (Filter filter : filters) {
      if (filter.appliesTo(rule) && filter.condition() != null) {
        parts.add(filter.condition());
        content.append(Canonical.text(filter.document().entries()));
      }
    }
    return Conditions.and(parts);
  }
}

package io.trailhound.rules.sigma;

import io.trailhound.rules.Check;
import io.trailhound.rules.Expiry;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Place;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.condition.Condition;
import io.trailhound.rules.condition.Conditions;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /** What stops the start, and what is only told. */
  record Told(List<Finding> findings, List<Finding> notes) {}

  /**
   * @param rules names of the rules it applies to; null for every detection
   * @param content what it says, with its lists
   */
  private record Filter(
      Document document, List<String> rules, Condition condition, String content) {}

  private final List<Filter> filters = new ArrayList<>();
  private final List<Expiry> expiries = new ArrayList<>();
  private final Names names;
  private final FieldNames fields;
  private final Told told;

  Filters(
      List<Document> documents,
      Names names,
      FieldNames fields,
      Detections detections,
      ValueLists lists,
      Told told) {
    this.names = names;
    this.fields = fields;
    this.told = told;
    for (Document document : documents) {
      try {
        add(document, detections, lists);
      } catch (RuleException e) {
        told.findings().addAll(e.findings());
      }
    }
  }

  private void add(Document document, Detections detections, ValueLists lists) {
    Entries section = document.map(document.entries(), "filter");
    Optional<Finding> foreign = LogSource.foreign(document);
    if (foreign.isPresent()) {
      passOver(document, document.entries().at(), "is for other logs than CloudTrail");
      return;
    }
    Taxonomy.check(document);
    List<String> rules = rules(document, section);
    if (rules != null && rules.isEmpty()) {
      passOver(document, section.placeOf("rules"), "has none of its rules to filter");
      return;
    }
    Optional<Expiry> expiry = ExpiryReader.read(document);
    expiry.ifPresent(expiries::add);
    lists.takeUsed();
    Condition remains = detections.compileFilter(document, section, NOT_SELECTIONS);
    if (remains != null) {
      List<Condition> left = new ArrayList<>(List.of(remains));
      expiry.ifPresent(it -> left.add(new Conditions.Since(it.end())));
      LogSource.condition(document, fields).forEach(it -> left.add(new Conditions.Not(it)));
      filters.add(new Filter(document, rules, Conditions.or(left), content(document, lists)));
    }
  }

  private static String content(Document document, ValueLists lists) {
    return Canonical.text(document.entries()) + lists.takeContent();
  }

  /** Of the exceptions that have an end, in the order of the files. */
  List<Expiry> expiries() {
    return List.copyOf(expiries);
  }

  private void passOver(Document document, Place at, String why) {
    told.notes()
        .add(
            document.finding(
                at, Check.FILTER_WITHOUT_EFFECT, "this filter " + why, "it does nothing here"));
  }

  /** Names of those that are loaded; null for {@code any}. */
  private List<String> rules(Document document, Entries section) {
    Place at = section.placeOf("rules");
    List<String> references = document.texts(section, "rules");
    if (references.size() == 1 && ANY.contains(references.get(0).toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (references.isEmpty()) {
      throw document.problem(
          at, Check.FILTER, "a filter names its rules", "rules: [name, ...] or rules: any");
    }
    List<String> rules = new ArrayList<>();
    for (String reference : references) {
      String name = names.find(reference);
      if (name == null) {
        told.notes().add(names.missing(document, at, Check.FILTER_WITHOUT_EFFECT, reference));
      } else {
        rules.add(name);
      }
    }
    return rules;
  }

  /**
   * The conditions of what the filters of {@code rule} leave; adds what they say to {@code
   * content}.
   */
  List<Condition> of(String rule, StringBuilder content) {
    List<Condition> parts = new ArrayList<>();
    for (Filter filter : applied(rule)) {
      parts.add(filter.condition());
      content.append(filter.content());
    }
    return parts;
  }

  /** The documents of those that apply to {@code rule}. */
  List<Document> documents(String rule) {
    return applied(rule).stream().map(Filter::document).toList();
  }

  private List<Filter> applied(String rule) {
    boolean detection = names.rules().get(rule).has("detection");
    return filters.stream()
        .filter(filter -> filter.rules() == null ? detection : filter.rules().contains(rule))
        .toList();
  }
}

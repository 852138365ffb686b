package io.trailhound.rules.sigma;

import io.trailhound.rules.Links;
import io.trailhound.rules.Place;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.condition.Field;
import io.trailhound.rules.sigma.YamlValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which correlations can build on which others; what can't be is refused. */
final class Nested {
  private final Document document;
  private final Entries section;
  private final Map<String, Rule> compiled;
  private final Names names;

  Nested(Document document, Entries section, Map<String, Rule> compiled, Names names) {
    this.document = document;
    this.section = section;
    this.compiled = compiled;
    this.names = names;
  }

  /** Refuses a rule that {@code base} can't be part of; what is wrong with that is told already. */
  void check(CorrelationReader reader, String base) {
    boolean correlation = names.rules().get(base).has("correlation");
    if (correlation && !reader.type().takesCorrelations()) {
      throw document.problem(
          section.placeOf("rules"),
          base + " is a correlation; a " + reader.type() + " takes detection rules",
          "temporal, temporal_ordered, event_count and value_count build on correlations");
    }
    Rule rule = compiled.get(base);
    if (rule == null) {
      throw new RuleException(List.of());
    }
    if (!(rule instanceof Rule.Match)) {
      checkTold(rule, reader.groupOf(base), section.placeOf("group-by"));
      Field value = reader.valueOf(base);
      checkTold(rule, value == null ? List.of() : value.parts(), section.placeOf("condition"));
    }
  }

  private void checkTold(Rule base, List<Field> fields, Place at) {
    for (Field field : fields) {
      if (!AlertFields.tells(base, field)) {
        List<String> has = new ArrayList<>();
        base.groupBy().forEach(by -> has.add(by.field().name()));
        throw document.problem(
            at,
            base.name() + " doesn't group by " + field.name() + ", and its alerts don't tell it",
            "it groups by " + String.join(", ", has));
      }
    }
  }

  /** Refuses a chain of correlations that is too long. */
  int stage(Rule rule) {
    int stage = Links.stage(rule, compiled::get);
    if (stage > Links.MOST_STAGES) {
      throw document.problem(
          section.placeOf("rules"),
          rule.name() + " is a correlation over correlations over correlations, " + stage + " deep",
          "at most " + Links.MOST_STAGES);
    }
    return stage;
  }
}

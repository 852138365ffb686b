package io.trailhound.rules.sigma;

import io.trailhound.rules.ActivityFields;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Links;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What correlations know of the alerts that others are about: the group-by values, the term of a
 * new_terms, and what the events behind them had.
 */
final class AlertFields {
  private AlertFields() {}

  /** Whether an alert of {@code base}, which is no detection, tells the field. */
  static boolean tells(Rule base, Field field) {
    if (base.groupBy().stream().anyMatch(by -> by.field().equals(field))) {
      return true;
    }
    return switch (base.kind()) {
      case MATCH, VALUE_COUNT, SEQUENCE -> ActivityFields.has(field);
      case NEW_TERMS -> ((Rule.NewTerms) base).term().equals(field) || ActivityFields.has(field);
      case RARE_RATIO -> false;
    };
  }

  /** The rules, those among them that have to tell more than their group. */
  static Map<String, Rule> linked(Map<String, Rule> rules, Map<String, List<Feed>> feeds) {
    Map<String, Rule> linked = new LinkedHashMap<>();
    rules.forEach(
        (name, rule) -> linked.put(name, linked(rule, feeds.getOrDefault(name, List.of()))));
    return linked;
  }

  private static Rule linked(Rule rule, List<Feed> feeds) {
    Set<String> told = new LinkedHashSet<>();
    for (Feed feed : feeds) {
      for (Field field : fields(feed)) {
        if (rule.groupBy().stream().noneMatch(by -> by.field().equals(field))
            && ActivityFields.has(field)) {
          told.add(field.name());
        }
      }
    }
    return rule.with(new Links(rule.links().stage(), List.copyOf(told)));
  }

  private static List<Field> fields(Feed feed) {
    List<Field> fields = new ArrayList<>(feed.group());
    if (feed.value() != null) {
      fields.addAll(feed.value().parts());
    }
    return fields;
  }
}

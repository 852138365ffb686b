package io.trailhound.match;

import io.trailhound.model.Values;
import io.trailhound.rules.Feed;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one event brings to counts and ratios whose field is an alias: the detections under them
 * read different fields, and where the event is several of them, its values are those of all. They
 * go on together, because detectors count an event once.
 */
final class ValuesTogether {
  /** What was read so far for a rule and a group. */
  record Target(Rule rule, String group) {}

  /** The values of each field, as {@link Values} joins them; of a field that's missing null. */
  private final Map<Target, Map<Field, String>> gathered = new LinkedHashMap<>();

  /** Names of the rules that detections bring values of different fields to; mostly none. */
  static Set<String> rules(RuleBook book) {
    Map<String, Set<Field>> fields = new HashMap<>();
    for (Rule rule : book.rules()) {
      if (rule instanceof Rule.Match) {
        for (Feed feed : book.feeds(rule.name())) {
          if (countsOnce(feed)) {
            fields.computeIfAbsent(feed.rule().name(), any -> new HashSet<>()).add(feed.value());
          }
        }
      }
    }
    fields.values().removeIf(different -> different.size() < 2);
    return Set.copyOf(fields.keySet());
  }

  /** New terms are looked at one by one, whichever event they're of. */
  private static boolean countsOnce(Feed feed) {
    return feed.value() != null && !(feed.rule() instanceof Rule.NewTerms);
  }

  /** Adds what a detection reads; the same field of another detection is the same values. */
  void add(Rule rule, String group, Field field, String values) {
    gathered
        .computeIfAbsent(new Target(rule, group), first -> new LinkedHashMap<>())
        .put(field, values);
  }

  /** Takes what was gathered of an event. */
  void take(Consumer out) {
    gathered.forEach(
        (target, values) ->
            out.accept(target.rule(), target.group(), joined(target.rule(), values)));
    gathered.clear();
  }

  /** Takes what an event brings to a group of a rule; the values are null where it has none. */
  interface Consumer {
    void accept(Rule rule, String group, String values);
  }

  boolean isEmpty() {
    return gathered.isEmpty();
  }

  /** Numbers as often as they are there, other values once. */
  private static String joined(Rule rule, Map<Field, String> values) {
    boolean isMeasured = rule instanceof Rule.ValueCount count && count.measure() != null;
    Collection<String> all = isMeasured ? new ArrayList<>() : new LinkedHashSet<>();
    values.values().forEach(each -> all.addAll(Values.split(each)));
    if (all.isEmpty()) {
      return null;
    }
    String first = all.iterator().next();
    return all.size() > 1 ? Values.join(all) : isMeasured ? first : Values.of(first);
  }
}

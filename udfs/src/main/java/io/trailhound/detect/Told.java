package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Group;
import io.trailhound.rules.ActivityFields;
import io.trailhound.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What other correlations need to know of the events behind an alert: at most 100 combinations, the
 * smallest as {@link Seen} has them, and who made the calls of each.
 */
final class Told {
  private final List<String> fields;
  private final TreeMap<String, Caller> callers = new TreeMap<>();

  Told(Rule rule) {
    fields = rule.links().told();
  }

  void add(Activity activity, long time, String eventId) {
    if (fields.isEmpty()) {
      return;
    }
    String combination =
        Group.join(
            fields.stream()
                .map(field -> ActivityFields.read(field, activity))
                .toArray(String[]::new));
    callers.computeIfAbsent(combination, first -> new Caller()).add(activity, time, eventId);
    if (callers.size() > Seen.LIMIT) {
      callers.pollLastEntry();
    }
  }

  /** Null when nothing is needed. */
  List<String> all() {
    return fields.isEmpty() ? null : new ArrayList<>(callers.keySet());
  }

  /** Whose each of {@link #all} is, likewise. */
  List<Activity> callers() {
    return fields.isEmpty()
        ? null
        : new ArrayList<>(callers.values().stream().map(Caller::activity).toList());
  }
}

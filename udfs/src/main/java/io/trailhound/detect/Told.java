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
  private final TreeMap<String, Events> byCombination = new TreeMap<>();

  /** Those that have one combination. */
  private static final class Events {
    private final Caller caller = new Caller();
    private final EverythingSeen seen = new EverythingSeen();

    private void add(Activity activity, long time, String eventId) {
      caller.add(activity, time, eventId);
      seen.add(activity);
    }

    private Activity activity() {
      Activity activity = caller.activity();
      activity.beneath = seen.joined();
      return activity;
    }
  }

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
    byCombination.computeIfAbsent(combination, first -> new Events()).add(activity, time, eventId);
    if (byCombination.size() > Seen.LIMIT) {
      byCombination.pollLastEntry();
    }
  }

  /** Null when nothing is needed. */
  List<String> all() {
    return fields.isEmpty() ? null : new ArrayList<>(byCombination.keySet());
  }

  /** Whose each of {@link #all} is, and what its events had, likewise. */
  List<Activity> callers() {
    return fields.isEmpty()
        ? null
        : new ArrayList<>(byCombination.values().stream().map(Events::activity).toList());
  }
}

package io.trailhound.detect;

import io.trailhound.model.Activity;
import io.trailhound.model.Group;
import io.trailhound.rules.ActivityFields;
import io.trailhound.rules.Rule;
import java.util.List;

/** What other correlations need to know of the events behind an alert: at most 100 combinations. */
final class Told {
  private final List<String> fields;
  private final Seen seen = new Seen();

  Told(Rule rule) {
    fields = rule.links().told();
  }

  void add(Activity activity) {
    if (!fields.isEmpty()) {
      seen.add(
          Group.join(
              fields.stream()
                  .map(field -> ActivityFields.read(field, activity))
                  .toArray(String[]::new)));
    }
  }

  /** Null when nothing is needed. */
  List<String> all() {
    return fields.isEmpty() ? null : seen.values;
  }
}

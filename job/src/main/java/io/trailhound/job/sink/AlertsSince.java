package io.trailhound.job.sink;

import io.trailhound.detect.IdentityTime;
import io.trailhound.model.Alert;
import io.trailhound.rules.Rule;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an alert's id can have a revision of {@code --alerts-since} or later, whatever its phase:
 * what is decided must be the same for an early alert and for the final one behind it, whose {@code
 * @timestamp} may be another.
 */
final class AlertsSince implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long since;
  private final Map<String, Rule> rules = new HashMap<>();

  AlertsSince(Instant since, List<Rule> rules) {
    this.since = since.toEpochMilli();
    rules.forEach(rule -> this.rules.put(rule.name(), rule));
  }

  boolean takes(Alert alert) {
    return IdentityTime.latest(rules.get(alert.rule), alert) >= since;
  }
}

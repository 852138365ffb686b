package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;

/** The keys of incidents, whose topic and index are among those of their sinks. */
final class IncidentKeys {
  static final Key<String> FILE =
      Key.of("incidents", "FILE", Type.output("a file, or a folder with a / at its end"))
          .otherwiseNote("none: alerts are told one by one")
          .means(
              "Incidents, one JSON object a line: alerts of one principal, and of the person behind"
                  + " it with `actor`, that lie close together; see incidents.md. Alerts then go out"
                  + " once more, with `trailhound.incident.id`, when their incident is final.",
              "One subtask has all alerts, and those of open incidents are in its state.");

  static final Key<Duration> GAP =
      Key.of("incident-gap", "TIME", Type.duration(Duration.ofMinutes(1), Duration.ofDays(1)))
          .otherwise("1h")
          .means(
              "How far apart two alerts in a row may be and be of one incident: less than that.",
              "Longer: incidents are final later. Another gap gives them other ids.");

  static final List<Key<?>> ALL = List.of(FILE, GAP);

  private IncidentKeys() {}
}

package io.trailhound.job.serve;

import io.trailhound.job.config.TrailTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Which alerts are asked for; what is null asks for nothing.
 *
 * @param dataset alerts or incidents
 * @param rule its name
 * @param principal a part of it, whatever the case
 * @param caller the principal, to the letter
 * @param network a part of its name, as {@code AS9009}
 * @param from the earliest time
 * @param to the latest one
 * @param level the lowest
 * @param phase {@code early}, {@code final} or {@code withdrawn}
 * @param incident its id
 */
public record AlertFilter(
    Dataset dataset,
    String rule,
    String principal,
    String caller,
    String network,
    Instant from,
    Instant to,
    AlertLevel level,
    String phase,
    String incident) {
  static final List<String> PHASES = List.of("early", "final", "withdrawn");

  private static final AlertFilter ALL =
      new AlertFilter(Dataset.ALERT, null, null, null, null, null, null, null, null, null);

  /** What a document is. */
  enum Dataset {
    ALERT,
    INCIDENT
  }

  static AlertFilter all(Dataset dataset) {
    return new AlertFilter(dataset, null, null, null, null, null, null, null, null, null);
  }

  static AlertFilter ofCaller(String name) {
    return new AlertFilter(Dataset.ALERT, null, null, name, null, null, null, null, null, null);
  }

  static AlertFilter ofIncident(String id) {
    return new AlertFilter(Dataset.ALERT, null, null, null, null, null, null, null, null, id);
  }

  /**
   * @throws WrongQueryException when a part can't be understood
   */
  static AlertFilter of(Query query) {
    return new AlertFilter(
        Dataset.ALERT,
        query.get("rule"),
        query.typed("principal"),
        null,
        query.typed("network"),
        time(query, "from", TrailTime::from),
        time(query, "to", TrailTime::to),
        query.get("severity") == null ? null : AlertLevel.parse(query.get("severity")),
        phase(query.get("phase")),
        query.get("incident"));
  }

  private static Instant time(Query query, String name, Function<String, Instant> parser) {
    String text = query.typed(name);
    try {
      return text == null ? null : parser.apply(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WrongQueryException(name, text, "2026-01-31 or 2026-01-31T12:00Z (UTC)");
    }
  }

  private static String phase(String text) {
    if (text != null && !PHASES.contains(text)) {
      throw new WrongQueryException("phase", text, "one of " + String.join(", ", PHASES));
    }
    return text;
  }

  /** Whether it asks for all alerts. */
  boolean asksForAll() {
    return equals(ALL);
  }
}

package io.trailhound.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.NewTerms;
import java.time.Instant;

/**
 * A stretch of time over which a principal was known under a term, such as a network.
 *
 * @param first its first event, milliseconds; {@code last} likewise
 */
record Sighting(String principal, String rule, String term, long first, long last) {
  static boolean isIn(StateLine line) {
    return line.operator().equals(NewTerms.UID) && line.state().equals(NewTerms.TERMS.getName());
  }

  static Sighting of(StateLine line, JsonNode episode) {
    return new Sighting(
        line.who(),
        line.rule().orElse(""),
        line.entry().asText(),
        episode.get("first").asLong(),
        episode.get("last").asLong());
  }

  /** Of a line that has some. */
  static Iterable<JsonNode> episodes(StateLine line) {
    return line.value().get("episodes");
  }

  Told told() {
    if (first == 0) { // see TermHistory.APPROVED
      return new Told(
          last,
          "%s is approved for %s and %s, as if seen at %s"
              .formatted(principal, term, rule, Instant.ofEpochMilli(last)));
    }
    return new Told(
        first,
        "%s saw %s for %s from %s to %s"
            .formatted(
                principal, term, rule, Instant.ofEpochMilli(first), Instant.ofEpochMilli(last)));
  }
}

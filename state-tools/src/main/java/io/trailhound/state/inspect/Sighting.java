package io.trailhound.state.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.detect.NewTerms;
import io.trailhound.state.savepoint.StateLine;
import java.time.Instant;

/**
 * A stretch of time over which a principal was known under a term, such as a network.
 *
 * @param first its first event, milliseconds; {@code last} likewise
 */
public record Sighting(String principal, String rule, String term, long first, long last) {
  public static boolean isIn(StateLine line) {
    return line.operator().equals(NewTerms.UID) && line.state().equals(NewTerms.TERMS.getName());
  }

  public static Sighting of(StateLine line, JsonNode episode) {
    return new Sighting(
        line.who(),
        line.rule().orElse(""),
        line.entry().asText(),
        episode.get("first").asLong(),
        episode.get("last").asLong());
  }

  /** Of a line that has some. */
  public static Iterable<JsonNode> episodes(StateLine line) {
    return line.value().get("episodes");
  }

  public Sentence sentence() {
    if (first == 0) { // see TermHistory.APPROVED
      return new Sentence(
          last,
          "%s is approved for %s and %s, as if seen at %s"
              .formatted(principal, term, rule, Instant.ofEpochMilli(last)));
    }
    return new Sentence(
        first,
        "%s saw %s for %s from %s to %s"
            .formatted(
                principal, term, rule, Instant.ofEpochMilli(first), Instant.ofEpochMilli(last)));
  }
}

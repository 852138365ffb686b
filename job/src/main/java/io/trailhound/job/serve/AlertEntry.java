package io.trailhound.job.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.job.alert.AlertDocument;
import io.trailhound.job.serve.AlertFilter.Dataset;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What is kept in memory of an alert: what is asked by, and where its document is.
 *
 * @param time in ms
 * @param incident the id of the one it belongs to, or an empty text
 * @param offset of the document in the file, in bytes
 */
record AlertEntry(
    Dataset dataset,
    String id,
    long time,
    String rule,
    String principal,
    List<String> networks,
    AlertLevel level,
    String phase,
    String incident,
    FollowedFile file,
    long offset,
    int length) {
  /** In bytes, without texts; measured at 230 to 300 with their places in the index. */
  private static final long OVERHEAD = 320;

  /**
   * @param shared makes one text of equal ones
   * @return null when it's no alert
   */
  static AlertEntry of(
      JsonNode json, UnaryOperator<String> shared, FollowedFile file, long offset, int length) {
    AlertDocument alert = new AlertDocument(json);
    boolean incident = json.at("/event/dataset").asText().equals("trailhound.incident");
    if (alert.id().isEmpty() || (!incident && alert.rule().isEmpty())) {
      return null;
    }
    try {
      return new AlertEntry(
          incident ? Dataset.INCIDENT : Dataset.ALERT,
          alert.id(),
          Instant.parse(alert.time()).toEpochMilli(),
          shared.apply(alert.rule()),
          shared.apply(alert.principal()),
          alert.networks().stream().map(shared).toList(),
          AlertLevel.of(alert.severity()),
          shared.apply(alert.phase()),
          shared.apply(json.at("/trailhound/incident/id").asText()),
          file,
          offset,
          length);
    } catch (DateTimeException | ArithmeticException noTime) {
      return null;
    }
  }

  /** A revision of an early phase doesn't replace one of a later phase, wherever it's read. */
  boolean replaces(AlertEntry other) {
    return rank() >= other.rank();
  }

  private int rank() {
    return switch (phase) {
      case "early" -> 1;
      case "withdrawn" -> 2;
      default -> 3;
    };
  }

  /** As though no text were shared. */
  long bytes() {
    long characters = (long) id.length() + principal.length() + incident.length();
    return OVERHEAD + 2L * (characters + networks.stream().mapToLong(String::length).sum());
  }

  boolean isAskedFor(AlertFilter filter) {
    return dataset == filter.dataset()
        && (filter.rule() == null || filter.rule().equals(rule))
        && (filter.caller() == null || filter.caller().equals(principal))
        && (filter.principal() == null || holds(principal, filter.principal()))
        && (filter.network() == null
            || networks.stream().anyMatch(network -> holds(network, filter.network())))
        && (filter.from() == null || time >= filter.from().toEpochMilli())
        && (filter.to() == null || time <= filter.to().toEpochMilli())
        && (filter.level() == null || level.compareTo(filter.level()) >= 0)
        && (filter.phase() == null || filter.phase().equals(phase))
        && (filter.incident() == null || filter.incident().equals(incident));
  }

  private static boolean holds(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}

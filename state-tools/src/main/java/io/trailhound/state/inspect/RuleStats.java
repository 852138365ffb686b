package io.trailhound.state.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.trailhound.state.savepoint.StateLine;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Lines of one operator and rule in, their numbers out. Lines of one key come one after another.
 */
public final class RuleStats {
  /** Fields of state that are event times. */
  private static final List<String> TIMES = List.of("first", "last", "time", "latest", "start");

  /** States whose entries are under the number of a stretch of time, not under a time. */
  private static final Set<String> NUMBERED = Set.of("told", "incident-told");

  public long keys;
  public long entries;
  public long bytes;
  private JsonNode lastKey;
  private long oldest = Long.MAX_VALUE;
  private long newest = Long.MIN_VALUE;

  /**
   * @param bytesOfIt how many the line has as exported
   */
  public void add(StateLine line, long bytesOfIt) {
    if (!line.key().equals(lastKey)) {
      lastKey = line.key();
      keys++;
    }
    entries++;
    bytes += bytesOfIt;
    if (HoursOfCalls.isIn(line)) {
      HoursOfCalls.of(line).forEach(hour -> see(hour.start()));
    } else if (line.entry() != null && !NUMBERED.contains(line.state())) {
      see(line.entry()); // a window's start
    }
    for (String field : TIMES) {
      line.key().findValues(field).forEach(this::see);
      line.value().findValues(field).forEach(this::see);
    }
  }

  private void see(JsonNode time) {
    if (time.isIntegralNumber() && time.asLong() > 0) {
      see(time.asLong());
    }
  }

  private void see(long time) {
    oldest = Math.min(oldest, time);
    newest = Math.max(newest, time);
  }

  /** From the oldest to the newest event; empty when none shows. */
  public String period() {
    return oldest > newest
        ? ""
        : Instant.ofEpochMilli(oldest) + " to " + Instant.ofEpochMilli(newest);
  }
}

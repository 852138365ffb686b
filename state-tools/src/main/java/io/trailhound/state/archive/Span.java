package io.trailhound.state.archive;

import java.time.Instant;
import java.util.Locale;

/**
 * So many events, and from when to when.
 *
 * @param first milliseconds; behind {@code last} when there is no event
 */
public record Span(long count, long first, long last) {
  static final Span NONE = new Span(0, Long.MAX_VALUE, Long.MIN_VALUE);

  Span with(long time) {
    return new Span(count + 1, Math.min(first, time), Math.max(last, time));
  }

  Span and(Span other) {
    return new Span(count + other.count, Math.min(first, other.first), Math.max(last, other.last));
  }

  @Override
  public String toString() {
    if (count == 0) {
      return "no event";
    }
    return String.format(
        Locale.ROOT,
        "%,d event%s, from %s to %s",
        count,
        count == 1 ? "" : "s",
        Instant.ofEpochMilli(first),
        Instant.ofEpochMilli(last));
  }
}

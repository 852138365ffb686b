package io.trailhound.job.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * What progress says at one moment.
 *
 * @param givenUp what {@link GivenUp} has to say
 * @param eventTime milliseconds, or {@link Long#MIN_VALUE} before the first watermark
 */
record ProgressLine(
    long events,
    long alerts,
    long deadLetters,
    long late,
    String givenUp,
    Duration elapsed,
    long eventTime) {

  /** While it runs. */
  String running() {
    String reached = known(eventTime) ? ", event time " + AlertLines.time(eventTime) : "";
    return counts() + reached + ", " + number(alerts, "alert");
  }

  /** At its end. */
  String finished() {
    String seconds = String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1000.0);
    String rest = rest(deadLetters, "dead letter") + rest(late, "late event");
    return counts() + " in " + seconds + ", " + number(alerts, "alert revision") + rest + givenUp;
  }

  private String counts() {
    long rate = events * 1000 / Math.max(1, elapsed.toMillis());
    return number(events, "record") + ", " + number(rate) + "/s";
  }

  private static String rest(long count, String what) {
    return count == 0 ? "" : ", " + number(count, what);
  }

  /** The last watermark of all, at the end of bounded input, is no time anything happened. */
  private static boolean known(long eventTime) {
    return eventTime != Long.MIN_VALUE && eventTime != Long.MAX_VALUE;
  }

  private static String number(long number, String what) {
    return number(number) + " " + what + (number == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

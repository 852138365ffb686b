package io.trailhound.text;

import java.time.Duration;

/** DurationWords as a person says them: {@code 10 days}, {@code 30 s}, {@code 12 min 5 s}. */
public final class DurationWords {
  private DurationWords() {}

  public static String words(long millis) {
    return words(Duration.ofMillis(millis));
  }

  public static String words(Duration d) {
    if (d.toDays() > 0) {
      return d.toDays() + (d.toDays() == 1 ? " day" : " days") + rest(d.toHoursPart(), "h");
    } else if (d.toHours() > 0) {
      return d.toHours() + " h" + rest(d.toMinutesPart(), "min");
    } else if (d.toMinutes() > 0) {
      return d.toMinutes() + " min" + rest(d.toSecondsPart(), "s");
    }
    return d.toSeconds() + " s";
  }

  private static String rest(int amount, String unit) {
    return amount == 0 ? "" : " " + amount + " " + unit;
  }
}

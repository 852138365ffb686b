package io.trailhound.job.serve;

import io.trailhound.job.page.DayChart;
import java.util.List;

/**
 * Many alerts in numbers.
 *
 * @param exact whether there are as many as {@code total} says, and not more
 * @param rules with the most alerts, most first; likewise the others
 * @param days the latest with alerts and those between them, as {@code 2026-01-31}
 * @param series alerts of each rule on these days
 */
public record Overview(
    long total,
    boolean exact,
    List<NameCount> rules,
    List<NameCount> principals,
    List<NameCount> networks,
    List<String> days,
    List<DayChart.Series> series) {
  /** More names are to be asked for. */
  static final int MOST_NAMES = 10;

  /** A bar has a few pixels then. */
  static final int MOST_DAYS = 92;

  /** A name and how many alerts it's in. */
  public record NameCount(String name, long alerts) {}
}

package io.trailhound.job.serve;

import io.trailhound.job.page.DayChart;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Alerts by rule and day come in, the rows of a chart of the latest days go out. */
final class DayCounts {
  private final Map<String, Map<LocalDate, Long>> rules = new TreeMap<>();
  private LocalDate first = LocalDate.MAX;
  private LocalDate last = LocalDate.MIN;

  void add(String rule, LocalDate day, long alerts) {
    rules.computeIfAbsent(rule, name -> new TreeMap<>()).merge(day, alerts, Long::sum);
    first = day.isBefore(first) ? day : first;
    last = day.isAfter(last) ? day : last;
  }

  private List<LocalDate> dates() {
    if (rules.isEmpty()) {
      return List.of();
    }
    LocalDate earliest = last.minusDays(Overview.MOST_DAYS - 1L);
    return (first.isBefore(earliest) ? earliest : first).datesUntil(last.plusDays(1)).toList();
  }

  List<String> days() {
    return dates().stream().map(LocalDate::toString).toList();
  }

  List<DayChart.Series> series() {
    List<LocalDate> dates = dates();
    return rules.entrySet().stream()
        .map(
            rule ->
                new DayChart.Series(
                    rule.getKey(),
                    dates.stream().map(day -> rule.getValue().getOrDefault(day, 0L)).toList()))
        .toList();
  }
}

package io.trailhound.job.serve;

import io.trailhound.job.serve.Overview.NameCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Entries come in, their overview goes out. */
final class EntryCounts {
  private final Map<String, Long> rules = new HashMap<>();
  private final Map<String, Long> principals = new HashMap<>();
  private final Map<String, Long> networks = new HashMap<>();
  private final DayCounts days = new DayCounts();
  private long total;

  void add(AlertEntry entry) {
    total++;
    rules.merge(entry.rule(), 1L, Long::sum);
    if (!entry.principal().isEmpty()) {
      principals.merge(entry.principal(), 1L, Long::sum);
    }
    entry.networks().forEach(network -> networks.merge(network, 1L, Long::sum));
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(entry.time()), ZoneOffset.UTC);
    days.add(entry.rule(), day, 1);
  }

  Overview overview() {
    return new Overview(
        total, true, most(rules), most(principals), most(networks), days.days(), days.series());
  }

  static List<NameCount> most(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> new NameCount(count.getKey(), count.getValue()))
        .sorted(
            Comparator.comparingLong(NameCount::alerts).reversed().thenComparing(NameCount::name))
        .limit(Overview.MOST_NAMES)
        .toList();
  }
}

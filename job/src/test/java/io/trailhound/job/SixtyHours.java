package io.trailhound.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Part of the vectors as a trail that isn't too large for a test's bucket: no more than 15 minutes
 * in a file, as CloudTrail has it, and most rules fire.
 */
final class SixtyHours {
  private static final Instant FROM = Instant.parse("2026-09-04T12:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(60));

  private SixtyHours() {}

  private static List<String> events() {
    return Vectors.events().stream()
        .filter(event -> !Cuts.time(event).isBefore(FROM) && Cuts.time(event).isBefore(TO))
        .toList();
  }

  /** Key to records, in the order of delivery. */
  static Map<String, List<String>> files() {
    return Cuts.trail(events(), Duration.ofMinutes(15));
  }

  /** The final alerts' documents, by id, of a run that has no files. */
  static SortedMap<String, String> documents() throws Exception {
    return JobRun.of(TestSources.upTo(Long.MAX_VALUE, events()), 2, JobRun.settings("hashmap"))
        .documents();
  }
}

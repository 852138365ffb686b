package io.trailhound.job;

import static io.trailhound.job.PlainCorrelations.count;
import static io.trailhound.job.PlainCorrelations.only;
import static io.trailhound.job.PlainCorrelations.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.PlainCorrelations.Item;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Correlations over correlations, in the whole graph, against the plainest search. */
class NestedCorrelationsTest {
  private static final long MINUTE = NestedRules.MINUTE;
  private static final long HOUR = 60 * MINUTE;

  @TempDir Path folder;

  /** What has to fire. */
  private static List<Item> expected(List<Item> events) {
    List<Item> all = new ArrayList<>(events);
    all.addAll(count("as", only(all, "a"), 2 * MINUTE, 3, false, Item::counted));
    all.addAll(count("bs", only(all, "b"), 3 * MINUTE, 3, true, Item::counted));
    all.addAll(count("both", only(all, "as", "bs"), HOUR, 5, false, Item::counted));
    all.addAll(count("sliding", only(all, "bs", "c"), 10 * MINUTE, 9, true, Item::counted));
    all.addAll(ordered("pair", List.of("a", "c"), all, MINUTE, Item::arn));
    all.addAll(count("pairs", only(all, "pair"), 15 * MINUTE, 4, true, Item::counted));
    all.addAll(ordered("outer", List.of("pair", "bs", "b"), all, 4 * MINUTE, Item::arn));
    all.addAll(ordered("third", List.of("sliding", "outer"), all, 10 * MINUTE, Item::arn));
    all.addAll(count("thirds", only(all, "third"), 3 * HOUR, 2, true, Item::counted));
    List<Item> regions = only(all, "as").stream().flatMap(i -> i.byRegion().stream()).toList();
    all.addAll(regionCounts(regions));
    List<Item> steps = new ArrayList<>(regions);
    steps.addAll(only(all, "c"));
    all.addAll(ordered("by_region", List.of("as", "c"), steps, MINUTE / 2, Item::region));
    all.removeAll(events);
    return all;
  }

  /** Each alert is one call, whatever regions it brings. */
  private static List<Item> regionCounts(List<Item> regions) {
    return count("regions", regions, HOUR, 3, false, Item::region).stream()
        .map(
            alert -> {
              long start = Long.parseLong(alert.what().split(":")[0]);
              long calls =
                  regions.stream()
                      .filter(i -> i.arn().equals(alert.arn()))
                      .filter(i -> i.time() >= start && i.time() < start + HOUR)
                      .map(Item::counted)
                      .distinct()
                      .count();
              return new Item(
                  "regions", 0, "", "", alert.arn(), alert.regions(), start + ": " + calls);
            })
        .toList();
  }

  private static String told(Alert alert) {
    String what =
        alert.steps == null
            ? alert.windowStart + ": " + alert.count
            : alert.steps.stream().map(step -> step.eventId()).collect(Collectors.joining(" "));
    return alert.rule + " " + alert.group + " " + what;
  }

  @Test
  void fireAsThePlainestSearchSays() throws Exception {
    RuleBook book = NestedRules.book(folder.resolve("rules"));
    Random random = new Random(4);
    List<Item> events = NestedRules.events(random, 3 * 60);
    Path input = folder.resolve("events.ndjson");
    Files.write(input, NestedRules.delivered(events, random));

    JobRun run = JobRun.of(TestSources.files(input), 2, JobRun.settings("hashmap"), book);

    assertThat(run.late()).isEmpty();
    assertThat(run.leftEarly()).isEmpty();
    List<Item> expected = expected(events);
    for (String name : book.rules().stream().map(rule -> rule.name()).toList()) {
      Set<String> found = new TreeSet<>();
      run.finals().stream().filter(a -> a.rule.equals(name)).forEach(a -> found.add(told(a)));
      Set<String> wanted = new TreeSet<>();
      only(expected, name).forEach(i -> wanted.add(name + " " + i.arn() + " " + i.what()));
      if (!wanted.isEmpty() || name.length() > 1) {
        assertThat(found).as(name).isNotEmpty().isEqualTo(wanted);
      }
    }
  }
}

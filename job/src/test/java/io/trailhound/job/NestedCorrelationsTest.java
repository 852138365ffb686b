package io.trailhound.job;

import static io.trailhound.job.PlainCorrelations.count;
import static io.trailhound.job.PlainCorrelations.only;
import static io.trailhound.job.PlainCorrelations.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.PlainCorrelations.Item;
import io.trailhound.model.Alert;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Correlations over correlations, in the whole graph, against the plainest search. */
class NestedCorrelationsTest {
  private static final long START = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private static final String DETECTIONS =
      """
      title: A
      name: a
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: A}, condition: s}
      ---
      title: B
      name: b
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: B}, condition: s}
      ---
      title: C
      name: c
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: C}, condition: s}
      """;

  @TempDir Path folder;

  private static String rule(String name, String type, String rules, String by, String more) {
    return """
    ---
    title: %1$s
    name: %1$s
    correlation:
      type: %2$s
      rules: %3$s
      group-by: %4$s
      generate: true
      %5$s
    """
        .formatted(name, type, rules, by, more.replace("; ", "\n  "));
  }

  private static String rules() {
    String arn = "[userIdentity.arn]";
    return DETECTIONS
        + rule("as", "event_count", "a", arn, "timespan: 2m; window: tumbling; condition: {gte: 3}")
        + rule("bs", "event_count", "b", arn, "timespan: 3m; condition: {gte: 3}")
        + rule(
            "both",
            "event_count",
            "[as, bs]",
            arn,
            "timespan: 1h; window: tumbling; condition: {gte: 5}")
        + rule("sliding", "event_count", "[bs, c]", arn, "timespan: 10m; condition: {gte: 9}")
        + rule("pair", "temporal_ordered", "[a, c]", arn, "timespan: 1m")
        + rule("pairs", "event_count", "pair", arn, "timespan: 15m; condition: {gte: 4}")
        + rule("outer", "temporal_ordered", "[pair, bs, b]", arn, "timespan: 4m")
        + rule("third", "temporal_ordered", "[sliding, outer]", arn, "timespan: 10m")
        + rule("thirds", "event_count", "third", arn, "timespan: 3h; condition: {gte: 2}")
        + rule(
            "regions",
            "value_count",
            "as",
            arn,
            "timespan: 1h; window: tumbling; condition: {gte: 3, field: awsRegion}")
        + rule("by_region", "temporal_ordered", "[as, c]", "[awsRegion]", "timespan: 30s");
  }

  private static List<Item> events(Random random) {
    List<Item> events = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      String name = List.of("a", "b", "c").get(random.nextInt(3));
      long time = START + random.nextInt(3 * 3600) * 1000L;
      String region = "r" + random.nextInt(3);
      String arn = "arn:aws:iam::111122223333:user/u" + random.nextInt(5);
      String id = "e" + i;
      events.add(new Item(name, time, id, id, arn, Set.of(region), ""));
    }
    return events;
  }

  private static String record(Item event) {
    return """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"%s","userName":"u"},"eventTime":"%s","eventSource":"iam.amazonaws.com","eventName":"%s","awsRegion":"%s","sourceIPAddress":"192.0.2.1","userAgent":"x","eventID":"%s","eventType":"AwsApiCall"}"""
        .formatted(
            event.arn(),
            Instant.ofEpochMilli(event.time()),
            event.rule().toUpperCase(java.util.Locale.ROOT),
            event.region(),
            event.id());
  }

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
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("nested.yml"), rules());
    RuleBook book = RuleLoader.load(rules, List.of());
    Random random = new Random(4);
    List<Item> events = events(random);
    record Delivery(long at, String record) {}
    List<String> delivered =
        events.stream()
            .map(e -> new Delivery(e.time() + random.nextInt(14) * MINUTE, record(e)))
            .sorted(Comparator.comparingLong(Delivery::at))
            .map(Delivery::record)
            .toList();
    Path input = folder.resolve("events.ndjson");
    Files.write(input, delivered);

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

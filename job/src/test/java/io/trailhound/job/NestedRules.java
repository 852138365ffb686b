package io.trailhound.job;

import io.trailhound.job.PlainCorrelations.Item;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Rules of all kinds that are about others, in three stages, and random events for them. */
public final class NestedRules {
  static final long START = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  static final long MINUTE = 60_000;
  private static final int A_MINUTE = 22;

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

  private NestedRules() {}

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

  /**
   * @param folder which is made, for the rules' file
   */
  public static RuleBook book(Path folder) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("nested.yml"), rules());
    return RuleLoader.load(folder, List.of());
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

  private static String record(Item event) {
    return """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"%s","userName":"u"},"eventTime":"%s","eventSource":"iam.amazonaws.com","eventName":"%s","awsRegion":"%s","sourceIPAddress":"192.0.2.1","userAgent":"x","eventID":"%s","eventType":"AwsApiCall"}"""
        .formatted(
            event.arn(),
            Instant.ofEpochMilli(event.time()),
            event.rule().toUpperCase(Locale.ROOT),
            event.region(),
            event.id());
  }

  /** What five users do in three regions. */
  static List<Item> events(Random random, int minutes) {
    List<Item> events = new ArrayList<>();
    for (int i = 0; i < A_MINUTE * minutes; i++) {
      String name = List.of("a", "b", "c").get(random.nextInt(3));
      long time = START + random.nextInt(minutes * 60) * 1000L;
      String region = "r" + random.nextInt(3);
      String arn = "arn:aws:iam::111122223333:user/u" + random.nextInt(5);
      String id = "e" + i;
      events.add(new Item(name, time, id, id, arn, Set.of(region), ""));
    }
    return events;
  }

  /** Their records, in the order in which they arrive. */
  static List<String> delivered(List<Item> events, Random random) {
    record Delivery(long at, String record) {}
    return events.stream()
        .map(e -> new Delivery(e.time() + random.nextInt(14) * MINUTE, record(e)))
        .sorted(Comparator.comparingLong(Delivery::at))
        .map(Delivery::record)
        .toList();
  }

  /** Records of other events for each seed, in the order in which they arrive. */
  public static List<String> records(long seed, int minutes) {
    Random random = new Random(seed);
    return delivered(events(random, minutes), random);
  }
}

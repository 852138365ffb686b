package io.trailhound.job;

import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The conformance vectors: made-up CloudTrail, and the final alerts that docs/contract.md asks for.
 */
public final class Vectors {
  public static final Path FOLDER =
      Path.of(System.getProperty("trailhound.home", ".."), "testdata", "vectors");
  public static final Path EVENTS = FOLDER.resolve("events.ndjson.gz");
  public static final Path ASN_DB = FOLDER.resolve("asn.mmdb");

  private Vectors() {}

  public static List<String> events() {
    try (var in = new GZIPInputStream(Files.newInputStream(EVENTS));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A day after the last event: all alerts are final by then. */
  public static Instant longAfter() {
    String last =
        events().stream()
            .map(record -> Cuts.field("eventTime", record))
            .max(String::compareTo)
            .orElseThrow();
    return Instant.parse(last).plus(Duration.ofDays(1));
  }

  /** A record that no rule wants. */
  public static String recordOf(Instant time) {
    return """
        {"eventVersion":"1.08","eventTime":"%s","eventSource":"none.amazonaws.com","eventName":"None","eventID":"long-after"}"""
        .formatted(time);
  }

  public static String eventId(String record) {
    return Cuts.eventId(record);
  }

  /**
   * Where in {@link #events} the last event before {@code index} stands that fires a match rule.
   */
  public static int lastMatchBefore(int index) throws IOException {
    List<String> records = events();
    SortedSet<String> expected = expected();
    int at = index - 1;
    while (!expected.contains(
        "{\"event\": \"%s\", \"rule\": \"aws_vpn_asn_discovery_call\"}"
            .formatted(eventId(records.get(at))))) {
      at--;
    }
    return at;
  }

  public static SortedSet<String> expected() throws IOException {
    return new TreeSet<>(Files.readAllLines(FOLDER.resolve("expected.ndjson")));
  }

  /**
   * The final alerts in the vectors' canonical form, as a consumer that upserts by id holds them.
   */
  public static SortedSet<String> canonical(Collection<Alert> finals) {
    return finals.stream()
        .collect(Collectors.toMap(alert -> alert.id, alert -> alert, (older, newer) -> newer))
        .values()
        .stream()
        .map(Vectors::canonical)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String canonical(Alert alert) {
    String rule = "\"rule\": \"" + alert.rule + "\"";
    return switch (alert.rule) {
      case "aws_vpn_asn_discovery_call", "aws_vpn_asn_service_principal" ->
          "{\"event\": \"%s\", %s}".formatted(alert.eventIds.get(0), rule);
      case "aws_vpn_asn_first_seen" ->
          "{\"first_seen\": \"%s\", %s, %s, \"term\": %s}"
              .formatted(iso(alert.firstSeen), group(alert), rule, alert.term);
      case "aws_cli_discovery_burst", "aws_multi_region_describe_instances" ->
          String.format(
              Locale.ROOT,
              "{\"count\": %d, \"distinct\": %d, %s, %s, \"window\": \"%s\"}",
              alert.count,
              alert.distinct,
              group(alert),
              rule,
              iso(alert.windowStart));
      case "aws_rare_source_as_organization" -> rareRatio(alert, rule);
      case "aws_discovery_attack_chain" ->
          "{\"end\": \"%s\", %s, %s}".formatted(iso(alert.time), group(alert), rule);
      case "aws_vpn_discovery_then_impact" -> "{%s, %s}".formatted(group(alert), rule);
      default -> throw new IllegalArgumentException(alert.rule);
    };
  }

  private static String rareRatio(Alert alert, String rule) {
    String[] userAndType = Group.split(alert.group);
    return String.format(
        Locale.ROOT,
        """
        {"distinct_orgs": %d, "hour": "%s", %s, "sensitive": [%s], "total": %d, "trusted": %d, "type": %s, "uncommon": %d, "user": "%s"}""",
        alert.organizations.size(),
        iso(alert.windowEnd),
        rule,
        alert.sensitiveActions.stream()
            .map(action -> "\"" + action + "\"")
            .collect(Collectors.joining(", ")),
        alert.total,
        alert.trusted,
        userAndType[1] == null ? "null" : "\"" + userAndType[1] + "\"",
        alert.uncommon,
        userAndType[0]);
  }

  private static String group(Alert alert) {
    return "\"group\": \"" + alert.group + "\"";
  }

  private static String iso(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}

package io.trailhound.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A number of rules with an example each, in the form of {@code rules test}: of twenty, one is a
 * sequence, two count events, one counts values, and the others are detections.
 */
final class MadeUpRules {
  private static final int KINDS = 20;

  private MadeUpRules() {}

  /** Writes {@code count} rules that send alerts into {@code folder}. */
  static void write(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "rule_" + i;
      String action = "Action" + i;
      Files.writeString(folder.resolve(name + ".yml"), rule(name, action, i % KINDS));
      Path examples = Files.createDirectories(folder.resolve("examples").resolve(name));
      Files.writeString(
          examples.resolve("events.ndjson"),
          event(action, 1) + event(action, 2) + event(action + "Then", 3));
    }
  }

  private static String rule(String name, String action, int kind) {
    String base = name + "_base";
    String then = name + "_then";
    return switch (kind) {
      case 0 ->
          detection(base, action)
              + "---\n"
              + detection(then, action + "Then")
              + "---\n"
              + correlation(name, "temporal_ordered", List.of(base, then), "");
      case 1, 2 ->
          detection(base, action)
              + "---\n"
              + correlation(name, "event_count", List.of(base), "  condition: {gte: 2}\n");
      case 3 ->
          detection(base, action)
              + "---\n"
              + correlation(
                  name, "value_count", List.of(base), "  condition: {gte: 2, field: eventID}\n");
      default -> detection(name, action);
    };
  }

  private static String detection(String name, String action) {
    return """
        title: %s
        name: %s
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection: {eventName: %s}
          condition: selection
        level: high
        """
        .formatted(name, name, action);
  }

  private static String correlation(
      String name, String type, List<String> rules, String condition) {
    return """
        title: %s
        name: %s
        correlation:
          type: %s
          rules: [%s]
          group-by: [userIdentity.arn]
          timespan: 10m
        %slevel: high
        """
        .formatted(name, name, type, String.join(", ", rules), condition);
  }

  private static String event(String action, int second) {
    return """
        {"eventTime":"2025-03-11T02:00:0%sZ","eventID":"e-%s","eventSource":"ec2.amazonaws.com","eventName":"%s",\
        "userIdentity":{"type":"IAMUser","userName":"ops","arn":"arn:aws:iam::1:user/ops"}}
        """
        .formatted(second, second, action);
  }
}

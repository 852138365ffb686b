package io.trailhound.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Any number of rules of the shapes that the 57 rules of the public collection for CloudTrail have,
 * about as often: operations of AWS's services by name, some of them with a user agent, an error or
 * text in the parameters, and a few that don't name an operation. Every twentieth is counted. Few
 * are for operations that the trail has: a rule that fires all day is soon switched off.
 */
final class PublicLikeRules {
  private static final String SERVICES = "/io/trailhound/rules/check/services.tsv";

  /** Of these a trail is full, so half of the rules are for them. */
  private static final List<String> BUSY =
      List.of("ec2", "iam", "s3", "ssm", "sts", "secretsmanager", "rds", "lambda");

  private final Random random = new Random(57);
  private final List<String[]> services = new ArrayList<>();
  private final List<String[]> busy = new ArrayList<>();

  private final Set<String> met;

  /**
   * @param met operations of the trail
   */
  PublicLikeRules(Set<String> met) throws IOException {
    this.met = met;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PublicLikeRules.class.getResourceAsStream(SERVICES), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] service = line.split("\t");
        if (service.length > 1) {
          services.add(service);
          if (BUSY.contains(service[0])) {
            busy.add(service);
          }
        }
      }
    }
  }

  void write(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "rule_" + i;
      String detection = detection(name, selection(i), i % 20 > 0);
      Files.writeString(
          folder.resolve(name + ".yml"), i % 20 > 0 ? detection : detection + count(name));
    }
  }

  private String selection(int i) {
    String[] service = pick(random.nextBoolean() ? busy : services);
    String source = "eventSource: " + service[0] + ".amazonaws.com";
    List<String> operations = List.of(service[1].split(" "));
    String names =
        IntStream.rangeClosed(0, random.nextInt(4))
            .mapToObj(n -> operations.get(random.nextInt(operations.size())))
            .filter(operation -> i % 25 == 24 || !met.contains(operation))
            .distinct()
            .collect(Collectors.joining(", ", "eventName: [Other" + i + ", ", "]"));
    return switch (i % 57) {
      case 0 -> "userAgent|contains: tool-" + i;
      case 1 -> "userIdentity.arn|re: '.+:assumed-role/role-" + i + ":.+'";
      case 2 -> "{userIdentity.type: Root, eventType: AwsServiceEvent" + i + "}";
      case 3 ->
          "{userIdentity.type: AssumedRole, userIdentity.sessionContext.sessionIssuer.userName: r"
              + i
              + "}";
      case 4, 5, 6 -> "{" + source + ", " + names + ", userAgent|contains: 'S3 Browser'}";
      case 7, 8, 9, 10 -> "{" + names + ", errorCode: null}";
      case 11, 12, 13 ->
          "{" + source + ", " + names + ", 'requestParameters|contains': 'text-" + i + "'}";
      case 14 -> "{" + source + ", 'eventName|startswith': " + operations.get(0) + "}";
      default -> "{" + source + ", " + names + "}";
    };
  }

  private String[] pick(List<String[]> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String detection(String name, String selection, boolean alerts) {
    String key = alerts ? name : name + "_base";
    String fields = selection.startsWith("{") ? selection : "{" + selection + "}";
    return """
        title: %s
        name: %s
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection: %s
          condition: selection
        level: high
        """
        .formatted(key, key, fields);
  }

  private static String count(String name) {
    return """
        ---
        title: %s
        name: %s
        correlation:
          type: event_count
          rules: [%s_base]
          group-by: [userIdentity.arn]
          timespan: 10m
          condition: {gte: 20}
        level: high
        """
        .formatted(name, name, name);
  }
}

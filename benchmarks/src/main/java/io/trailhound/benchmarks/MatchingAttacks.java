package io.trailhound.benchmarks;

import io.trailhound.benchmarks.Hostile.Attack;
import io.trailhound.match.RuleMatcher;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.rules.RuleBook;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Attacks on the matching of rules: events, tested by one rule. */
final class MatchingAttacks {
  private static final int LONG_LIST = 10_000;
  private static final int SHORT_LIST = 10;
  private static final String AGENT =
      "aws-sdk-go-v2/1.18.0 os/linux lang/go#1.20.4 md/GOOS#linux md/GOARCH#amd64 api/iam#1.20.0 ";

  private MatchingAttacks() {}

  /** Against as many bytes in ordinary user agents, each of an event of its own. */
  static Attack agentOfSlashes(int length) {
    String rule = "user_agent.name: aws-cli";
    return new Attack(
        String.format(
            Locale.ROOT, "a user agent of %,d bytes: slashes that begin versions", length),
        matching(rule, "/1.0".repeat(length / 4)),
        ordinary(rule, length));
  }

  /** Likewise: letters that become two in upper case. */
  static Attack agentThatGrows(int length) {
    String rule = "userAgent|contains: curl";
    return new Attack(
        String.format(Locale.ROOT, "a user agent of %,d bytes of ß", length),
        matching(rule, "ß".repeat(length / 2)),
        ordinary(rule, length));
  }

  /** Likewise. */
  static Attack expression(String regex, int length) {
    String rule = "userAgent|re: '" + regex + "'";
    return new Attack(
        String.format(Locale.ROOT, "a text of %,d bytes for the expression %s", length, regex),
        matching(rule, "a".repeat(length - 1) + "!"),
        ordinary(rule, length));
  }

  /** The rule's author is the attacker here, without meaning it: against a list of ten. */
  static Attack longList(String how) {
    return new Attack(
        String.format(Locale.ROOT, "%,d values of %s, against %d", LONG_LIST, how, SHORT_LIST),
        matching(list(how, LONG_LIST), AGENT),
        matching(list(how, SHORT_LIST), AGENT));
  }

  /** Likewise. */
  static Attack manyNetworks() {
    return new Attack(
        String.format(Locale.ROOT, "%,d networks of cidr, against %d", LONG_LIST, SHORT_LIST),
        matching(networks(LONG_LIST), AGENT),
        matching(networks(SHORT_LIST), AGENT));
  }

  /** Against as many values in ten, each time in an event of its own. */
  static Attack twoLists(int values) {
    String rule = "requestParameters.a|fieldref: requestParameters.b";
    Runnable few = matchingRecord(rule, lists(SHORT_LIST));
    return new Attack(
        String.format(Locale.ROOT, "%,d values of one list against %,d of another", values, values),
        matchingRecord(rule, lists(values)),
        () -> IntStream.range(0, values / SHORT_LIST).forEach(i -> few.run()));
  }

  private static String lists(int count) {
    String list =
        IntStream.range(0, count)
            .mapToObj(i -> String.format(Locale.ROOT, "\"%%s-%x\"", i * 7919))
            .collect(Collectors.joining(", ", "[", "]"));
    return "\"requestParameters\":{\"a\":"
        + list.replace("%s", "a")
        + ",\"b\":"
        + list.replace("%s", "b")
        + "}";
  }

  private static String networks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "10.%d.%d.0/24", i / 256, i % 256))
        .collect(Collectors.joining(", ", "sourceIPAddress|cidr: [", "]"));
  }

  private static String list(String how, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "tool-%x-%d", i * 7919, i))
        .collect(Collectors.joining(", ", "userAgent|" + how + ": [", "]"));
  }

  private static Runnable ordinary(String selection, int bytes) {
    Runnable one = matching(selection, AGENT);
    int events = Math.max(1, bytes / AGENT.length());
    return () -> {
      for (int i = 0; i < events; i++) {
        one.run();
      }
    };
  }

  private static Runnable matching(String selection, String userAgent) {
    return matchingRecord(selection, "\"userAgent\":\"" + userAgent + "\"");
  }

  private static Runnable matchingRecord(String selection, String member) {
    RuleBook rules = book(selection);
    CloudTrailEvent event = event(rules, member);
    RuleMatcher matcher = new RuleMatcher(rules);
    return () -> matcher.match(event, (rule, signal) -> {});
  }

  private static RuleBook book(String selection) {
    return DetectorAttacks.book(
        """
        title: An attacked rule
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection:
            %s
          condition: selection
        """
            .formatted(selection));
  }

  private static CloudTrailEvent event(RuleBook rules, String member) {
    String record =
        """
        {"eventTime":"2025-03-11T02:00:00Z","eventID":"e","eventName":"ListUsers",\
        "sourceIPAddress":"198.18.0.42",%s}"""
            .formatted(member);
    List<Decoded> decoded = new ArrayList<>();
    Decoders.of(rules).decode(record.getBytes(StandardCharsets.UTF_8), "hostile:", 0, decoded::add);
    return decoded.get(0).event();
  }
}

package io.trailhound.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What an attacker nobody saw before does within ten seconds, by the rule that has to find it once:
 * a number in, its calls out.
 */
public enum PlantedAttack {
  BURST("aws_cli_discovery_burst") {
    @Override
    List<Step> steps() {
      return from(
          VPN,
          "iam.ListUsers",
          "iam.ListRoles",
          "iam.ListGroups",
          "iam.GetAccountSummary",
          "ec2.DescribeInstances",
          "s3.ListBuckets");
    }
  },

  CHAIN("aws_discovery_attack_chain") {
    @Override
    List<Step> steps() {
      return from(
          VPN,
          "sts.GetCallerIdentity",
          "iam.ListUsers",
          "s3.ListBuckets",
          "ec2.DescribeInstances",
          "lambda.ListFunctions20150331",
          "cloudtrail.DescribeTrails",
          "secretsmanager.GetSecretValue");
    }
  },

  REGIONS("aws_multi_region_describe_instances") {
    @Override
    List<Step> steps() {
      return IntStream.rangeClosed(1, 10)
          .mapToObj(i -> new Step("ec2.DescribeInstances", "xx-made-up-" + i, CARRIER))
          .toList();
    }
  },

  IMPACT("aws_vpn_discovery_then_impact") {
    @Override
    List<Step> steps() {
      return from(VPN, "s3.ListBuckets", "secretsmanager.GetSecretValue");
    }
  },

  /** Two calls from elsewhere of 202: the most that still is rare (docs/contract.md 2.4). */
  RARE("aws_rare_source_as_organization") {
    @Override
    List<Step> steps() {
      List<Step> steps =
          new ArrayList<>(Collections.nCopies(200, new Step("ec2.DescribeTags", REGION, AMAZON)));
      steps.addAll(from(CARRIER, "secretsmanager.GetSecretValue", "sts.AssumeRole"));
      return steps;
    }
  };

  /** All attackers' names begin so. */
  public static final String NAME = "attacker-";

  /** The longest tumbling window of a rule, milliseconds. */
  private static final long WINDOW = 30_000;

  /** Of the shortest one, the last second. */
  private static final int MOST_SECONDS = 9;

  private static final String REGION = "us-east-1";
  private static final String VPN = "198.18.0.42";
  private static final String CARRIER = "192.0.2.7";
  private static final String AMAZON = "198.19.0.7";

  /**
   * One call.
   *
   * @param json the record
   */
  public record Call(String eventId, String json) {
    byte[] bytes() {
      return json.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * @param action provider and action, as in {@code iam.ListUsers}
   */
  record Step(String action, String region, String address) {}

  private final String rule;
  private final int length;

  PlantedAttack(String rule) {
    this.rule = rule;
    this.length = steps().size();
  }

  /** The name of the rule that finds each attacker of this kind in one final alert. */
  public String rule() {
    return rule;
  }

  /** How many calls it is. */
  public int length() {
    return length;
  }

  /** How the names of those who attack so begin. */
  public String attackers() {
    return NAME + name().toLowerCase(Locale.ROOT) + "-";
  }

  /**
   * The calls of one attacker.
   *
   * @param time milliseconds; they begin less than half a minute before it, where a window does
   */
  public List<Call> calls(long number, long time) {
    List<Step> steps = steps();
    return IntStream.range(0, steps.size())
        .mapToObj(i -> call(attackers() + number, steps.get(i), i, number, time))
        .toList();
  }

  abstract List<Step> steps();

  static List<Step> from(String address, String... actions) {
    return List.of(actions).stream().map(each -> new Step(each, REGION, address)).toList();
  }

  private Call call(String attacker, Step step, int index, long number, long time) {
    String id = new UUID(number, ((long) name().hashCode() << Integer.SIZE) | index).toString();
    int dot = step.action().indexOf('.');
    String json =
        String.format(
            Locale.ROOT,
            """
            {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDA%1$s","arn":"arn:aws:iam::111122223333:user/%1$s","accountId":"111122223333","userName":"%1$s"},"eventTime":"%2$s","eventSource":"%3$s.amazonaws.com","eventName":"%4$s","awsRegion":"%5$s","sourceIPAddress":"%6$s","userAgent":"aws-cli/2.15.0","requestID":"%7$s","eventID":"%7$s","readOnly":true,"eventType":"AwsApiCall","recipientAccountId":"111122223333"}""",
            attacker,
            Instant.ofEpochMilli(time / WINDOW * WINDOW + Math.min(index, MOST_SECONDS) * 1_000L),
            step.action().substring(0, dot),
            step.action().substring(dot + 1),
            step.region(),
            step.address(),
            id);
    return new Call(id, json);
  }
}

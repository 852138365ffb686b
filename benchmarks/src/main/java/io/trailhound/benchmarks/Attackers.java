package io.trailhound.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A number in, the calls of an attacker nobody saw before out, from a VPN: by turns a burst of six
 * list-B actions, and a discovery chain with an impact call behind it.
 */
final class Attackers {
  /** All their names begin so. */
  static final String NAME = "attacker-";

  private static final List<String> BURST =
      List.of(
          "iam.ListUsers",
          "iam.ListRoles",
          "iam.ListGroups",
          "iam.GetAccountSummary",
          "ec2.DescribeInstances",
          "s3.ListBuckets");

  private static final List<String> CHAIN =
      List.of(
          "sts.GetCallerIdentity",
          "iam.ListUsers",
          "s3.ListBuckets",
          "ec2.DescribeInstances",
          "lambda.ListFunctions20150331",
          "cloudtrail.DescribeTrails",
          "secretsmanager.GetSecretValue");

  record Call(String eventId, String json) {}

  private Attackers() {}

  static List<Call> calls(int number, long now) {
    List<String> actions = number % 2 == 0 ? BURST : CHAIN;
    return actions.stream().map(action -> call(number, action, now)).toList();
  }

  private static Call call(int number, String action, long now) {
    String id = new UUID(number, action.hashCode()).toString();
    int dot = action.indexOf('.');
    String json =
        String.format(
            Locale.ROOT,
            """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"AIDA%1$d","arn":"arn:aws:iam::111122223333:user/%2$s%1$d","accountId":"111122223333","userName":"%2$s%1$d"},"eventTime":"%3$s","eventSource":"%4$s.amazonaws.com","eventName":"%5$s","awsRegion":"us-east-1","sourceIPAddress":"198.18.0.42","userAgent":"aws-cli/2.15.0","eventID":"%6$s","eventType":"AwsApiCall"}""",
            number,
            NAME,
            Instant.ofEpochMilli(now / 1000 * 1000),
            action.substring(0, dot),
            action.substring(dot + 1),
            id);
    return new Call(id, json);
  }
}

package io.trailhound.job.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * The made-up week behind {@code ./trailhound demo}, as files in CloudTrail's layout. Invented from
 * the first to the last call: people, keys and account don't exist, and the addresses are those of
 * testdata/asn/networks.csv.
 *
 * <p>A deploy key leaks. Somebody tries it from a rented server and finds another key in a secret;
 * that one goes through the account from behind a VPN and takes what it finds.
 */
final class DemoStory {
  private static final String HOME = "eu-west-1";
  private static final Instant NIGHT = Instant.parse("2025-03-11T00:00:00Z");

  private static final String AWS_BUILD_HOST = "198.19.0.17";
  private static final String RENTED_SERVER = "198.18.36.81";
  private static final String MULLVAD = "198.18.0.42";
  private static final String M247 = "198.18.11.203";
  private static final String OFFICE = "192.0.2.14";

  private static final String BOTO3 = "Boto3/1.36.2 md/Botocore#1.36.2 ua/2.0 os/linux#6.8";
  private static final String AWS_CLI = "aws-cli/2.24.10 md/awscrt#0.23.8 ua/2.0 os/linux#6.8";
  private static final String CONSOLE = "Mozilla/5.0 (X11; Linux x86_64) Firefox/136.0";

  private static final List<String> REGIONS =
      List.of(
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2",
          "eu-west-1",
          "eu-west-2",
          "eu-central-1",
          "eu-north-1",
          "ap-south-1",
          "ap-southeast-1",
          "ap-northeast-1",
          "sa-east-1");

  private final Trail trail = new Trail();

  private DemoStory() {}

  static Map<String, String> files() {
    DemoStory story = new DemoStory();
    story.weekOfDeployments();
    story.ordinaryNight();
    story.leakedKeyIsTried();
    story.accountIsEnumerated();
    story.secretsAreTaken();
    story.roleSweepsTheRegions();
    story.servicePrincipalOnVpn();
    return story.trail.files();
  }

  /** ci-deploy works four times a day, always from AWS: the past that makes two calls stand out. */
  private void weekOfDeployments() {
    Caller deploy = Caller.user("ci-deploy", AWS_BUILD_HOST, BOTO3);
    for (int run = 0; run < 28; run++) {
      Instant start =
          NIGHT
              .minus(Duration.ofDays(6))
              .minus(Duration.ofHours(12))
              .plus(Duration.ofHours(6L * run));
      calls(start.plusSeconds(620), 4, HOME, deploy, "sts", "GetCallerIdentity");
      calls(
          start.plusSeconds(630),
          3,
          HOME,
          deploy,
          "cloudformation",
          "DescribeStacks",
          "CreateChangeSet",
          "ExecuteChangeSet");
      calls(
          start.plusSeconds(650),
          5,
          HOME,
          deploy,
          "lambda",
          "GetFunction20150331v2",
          "UpdateFunctionCode20150331v2",
          "PublishVersion20150331");
      calls(start.plusSeconds(680), 2, HOME, deploy, "s3", "GetBucketLocation", "PutBucketTagging");
    }
  }

  /**
   * What must not fire: a console user, a small aws-cli session, AWS Config, a VPN without
   * discovery.
   */
  private void ordinaryNight() {
    Caller nora = Caller.user("nora", OFFICE, CONSOLE);
    calls(
        at("01:05:00"),
        7,
        HOME,
        nora,
        "ec2",
        "DescribeInstances",
        "DescribeVpcs",
        "DescribeVolumes");
    calls(at("01:05:30"), 4, HOME, nora, "rds", "DescribeDBInstances");
    Caller luis = Caller.user("luis", OFFICE, AWS_CLI);
    calls(at("01:20:01"), 2, HOME, luis, "s3", "ListBuckets", "GetBucketPolicy");
    calls(
        at("01:20:05"),
        1,
        HOME,
        luis,
        "ec2",
        "DescribeInstances",
        "DescribeImages",
        "DescribeKeyPairs");
    Caller config = Caller.service("config.amazonaws.com", "config.amazonaws.com");
    calls(at("01:30:00"), 9, HOME, config, "iam", "ListRoles", "ListUsers");
    Caller travelling = Caller.user("nora", MULLVAD, CONSOLE);
    calls(at("01:50:00"), 9, HOME, travelling, "logs", "DescribeLogGroups", "StartQuery");
    trail.denied(at("01:51:00"), HOME, travelling, "iam", "ListUsers");
  }

  private void leakedKeyIsTried() {
    Caller thief = Caller.user("ci-deploy", RENTED_SERVER, AWS_CLI);
    trail.call(at("01:41:12"), "us-east-1", thief, "sts", "GetCallerIdentity");
    trail.call(at("01:43:55"), HOME, thief, "secretsmanager", "GetSecretValue");
  }

  private void accountIsEnumerated() {
    Caller thief = Caller.user("ops-admin", MULLVAD, BOTO3);
    ObjectNode first = trail.call(at("02:13:05"), "us-east-1", thief, "sts", "GetCallerIdentity");
    trail.deliverAgain(first);
    calls(at("02:13:21"), 4, "us-east-1", thief, "iam", "ListUsers", "ListRoles");
    calls(at("02:13:44"), 1, "us-east-1", thief, "s3", "ListBuckets");
    calls(at("02:14:02"), 6, HOME, thief, "ec2", "DescribeInstances", "DescribeSecurityGroups");
    calls(at("02:14:50"), 1, HOME, thief, "lambda", "ListFunctions20150331");
    calls(at("02:15:10"), 1, HOME, thief, "cloudtrail", "DescribeTrails");
  }

  /** The way out of the VPN changes, the key doesn't. */
  private void secretsAreTaken() {
    Caller thief = Caller.user("ops-admin", M247, AWS_CLI);
    calls(
        at("02:21:30"),
        9,
        HOME,
        thief,
        "secretsmanager",
        "ListSecrets",
        "GetSecretValue",
        "GetSecretValue");
    calls(
        at("02:24:10"),
        1,
        "us-east-1",
        thief,
        "iam",
        "GetAccountSummary",
        "ListGroups",
        "GetAccountAuthorizationDetails");
    trail.denied(at("02:24:13"), "us-east-1", thief, "iam", "GenerateCredentialReport");
    calls(
        at("02:24:14"),
        1,
        HOME,
        thief,
        "ec2",
        "DescribeSnapshots",
        "DescribeKeyPairs",
        "DescribeImages");
    trail.denied(at("02:24:17"), HOME, thief, "rds", "DescribeDBSnapshots");
  }

  private void roleSweepsTheRegions() {
    Caller thief = Caller.user("ops-admin", RENTED_SERVER, BOTO3);
    trail.call(at("02:30:40"), "us-east-1", thief, "sts", "AssumeRole");
    Caller role = Caller.role("SupportReadOnly", "s-7f3a", RENTED_SERVER, BOTO3);
    for (int i = 0; i < REGIONS.size(); i++) {
      trail.call(
          at("02:31:02").plusSeconds(2L * i), REGIONS.get(i), role, "ec2", "DescribeInstances");
    }
  }

  private void servicePrincipalOnVpn() {
    Caller odd = Caller.service("cloudformation.amazonaws.com", MULLVAD);
    trail.call(at("02:40:26"), HOME, odd, "iam", "ListRoles");
  }

  /** {@code actions} one after the other, {@code seconds} apart. */
  private void calls(
      Instant start, int seconds, String region, Caller caller, String service, String... actions) {
    for (int i = 0; i < actions.length; i++) {
      trail.call(start.plusSeconds((long) seconds * i), region, caller, service, actions[i]);
    }
  }

  private static Instant at(String time) {
    return NIGHT.plus(Duration.between(LocalTime.MIDNIGHT, LocalTime.parse(time)));
  }
}

package io.trailhound.match;

import static io.trailhound.match.Shipped.ARN;
import static io.trailhound.match.Shipped.BOB;
import static io.trailhound.match.Shipped.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls the shipped counts and the rare source take: docs/contract.md section 1. */
class ShippedCountingTest {
  private static final String BURST = "aws_cli_discovery_burst";
  private static final String RARE = "aws_rare_source_as_organization";

  @ParameterizedTest(name = "{0} at {1} with {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ListUsers | iam | aws-cli/2.1 | true
          GenerateCredentialReport | iam | aws-cli/1.16.301 Python/3 | true
          GetObject | s3 | [aws-cli/2.1] | true
          DescribeLoadBalancers | elasticloadbalancing | aws-cli/2.1 | true
          DescribeCapacityReservations | ec2 | aws-cli/2.1 | false
          CreateUser | iam | aws-cli/2.1 | false
          GetCallerIdentity | sts | aws-cli/2.1 | false
          LookupEvents | cloudtrail | aws-cli/2.1 | false
          ListUsers | iam | Boto3/1.28 aws-cli/2.1 | false
          ListUsers | iam | Mozilla/5.0 | false
          """)
  void aCliReadCallCountsForTheBurst(
      String action, String provider, String userAgent, boolean counts) {
    String rest = BOB + ",'userAgent':'" + userAgent + "'";
    Map<String, Signal> signals = signals(action, provider, rest, 0, null);
    assertThat(signals.containsKey(BURST)).isEqualTo(counts);
    if (counts) {
      assertThat(signals.get(BURST).value).isEqualTo(action);
      assertThat(signals.get(BURST).group).isEqualTo(ARN);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type':'Root','arn':'arn:aws:iam::1:root'} | true
          {'type':'IAMUser','arn':'arn:aws:iam::1:user/a'} | true
          {'arn':'arn:aws:iam::1:user/a'} | false
          {'type':'IAMUser'} | false
          {'type':'AWSService','arn':'arn:aws:iam::1:user/a'} | false
          {'type':'AssumedRole','arn':'arn:aws:sts::1:assumed-role/AWSServiceRoleForConfig/x'} | false
          {'type':'AssumedRole','arn':'arn:aws:iam::1:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'} | false
          """)
  void whoCountsForTheBurst(String identity, boolean counts) {
    String rest = "'userIdentity':" + identity + ",'userAgent':'aws-cli/2.1','errorCode':'Denied'";
    assertThat(signals("ListUsers", "iam", rest, 0, null).containsKey(BURST)).isEqualTo(counts);
  }

  @Test
  void regionsAreCountedForPrincipalsWithAnArnOnly() {
    String rule = "aws_multi_region_describe_instances";
    String region = ",'awsRegion':'eu-west-1'";
    Signal signal = signals("DescribeInstances", "ec2", BOB + region, 0, null).get(rule);
    assertThat(signal.value).isEqualTo("eu-west-1");
    assertThat(signal.group).isEqualTo(ARN);
    assertThat(signals("DescribeInstances", "ec2", BOB, 0, null).get(rule).value)
        .as("a call without a region adds no value")
        .isNull();
    String service = "'userIdentity':{'type':'AWSService'}" + region;
    assertThat(signals("DescribeInstances", "ec2", service, 0, null)).doesNotContainKey(rule);
    assertThat(signals("DescribeInstances", "rds", BOB + region, 0, null)).doesNotContainKey(rule);
  }

  @ParameterizedTest(name = "AS{0} {1}: trusted {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16509 | Amazon.com, Inc. | true
          64497 | Amazonas Telecom | true
          16509 | AMAZON-02 | true
          14618 | AMAZON-AES | true
          396982 | GOOGLE | true
          12076 | MICROSOFT-CORP-MSN-AS-BLOCK | true
          64496 | Google LLC | true
          64496 | Microsoft Corporation | true
          64496 | MongoDB, Inc. | true
          64498 | amazon lookalike | false
          64499 | Google LLC Ltd | false
          64500 | Example Carrier One | false
          """)
  void trustedCloudsByNameOrByNumber(long asn, String organization, boolean trusted) {
    Signal signal = signals("GetSecretValue", "secretsmanager", BOB, asn, organization).get(RARE);
    assertThat(signal.value).isEqualTo(organization);
    assertThat(signal.activity == null).as("trusted events are only counted").isEqualTo(trusted);
    assertThat(signal.sensitive).isEqualTo(!trusted);
  }

  @Test
  void aMissingTypeIsAGroupOfItsOwn() {
    String typed = signals("ListTags", "kms", BOB, 0, "Example").get(RARE).group;
    String untyped =
        signals("ListTags", "kms", "'userIdentity':{'userName':'bob'}", 0, "Example")
            .get(RARE)
            .group;
    assertThat(typed).isEqualTo("bob\u001fIAMUser");
    assertThat(untyped).isEqualTo("bob\u001f\u0000");
    assertThat(signals("ListTags", "kms", BOB, 0, "Example").get(RARE).sensitive).isFalse();
  }

  @Test
  void thePopulationHasAUserAnOrganisationAndSuccess() {
    assertThat(signals("ListTags", "kms", BOB, 64500, null)).doesNotContainKey(RARE);
    assertThat(signals("ListTags", "kms", BOB + ",'errorMessage':'no'", 0, "X"))
        .doesNotContainKey(RARE);
    assertThat(signals("ListTags", "kms", "'userIdentity':{'type':'IAMUser'}", 0, "X"))
        .doesNotContainKey(RARE);
  }
}

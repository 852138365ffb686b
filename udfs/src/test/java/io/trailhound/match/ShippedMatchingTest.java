package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import io.trailhound.rules.sigma.Sigma;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped rules on single events: the conditions of docs/contract.md section 1, one by one. */
class ShippedMatchingTest {
  private static final RuleBook BOOK =
      RuleLoader.load(RuleFiles.folder(Path.of("../job/src/main/resources/rules")));
  private static final RuleMatcher MATCHER = new RuleMatcher(BOOK);
  private static final String ARN = "arn:aws:iam::111122223333:user/bob";
  private static final String BOB =
      "'userIdentity':{'type':'IAMUser','arn':'" + ARN + "','userName':'bob'}";
  private static final long VPN = 216025;
  private static final String DISCOVERY = "aws_vpn_asn_discovery_call";
  private static final String SERVICE = "aws_vpn_asn_service_principal";
  private static final String BURST = "aws_cli_discovery_burst";
  private static final String RARE = "aws_rare_source_as_organization";

  @Test
  void aDiscoveryCallFromAVpnGoesToMatchAndFirstSeen() {
    Map<String, Signal> signals = signals("ListUsers", "iam", BOB, VPN, null);
    assertThat(signals)
        .containsOnlyKeys(DISCOVERY, "aws_vpn_asn_first_seen", "aws_discovery_attack_chain");
    assertThat(signals.get(DISCOVERY).group).isNull();
    assertThat(signals.get(DISCOVERY).value).isNull();
    assertThat(signals.get("aws_vpn_asn_first_seen").group).isEqualTo(ARN);
    assertThat(signals.get("aws_vpn_asn_first_seen").value).isEqualTo("216025");
    assertThat(signals.get("aws_discovery_attack_chain").value).isEqualTo("aws_chain_iam");
    assertThat(signals.values())
        .as("one activity for all")
        .extracting(signal -> signal.activity)
        .containsOnly(signals.get(DISCOVERY).activity);
  }

  @ParameterizedTest
  @CsvSource({
    "GetCallerIdentity, sts",
    "ListFunctions, lambda",
    "ListFunctions20150331, lambda",
    "ListFunctions20150331v2, lambda",
    "LookupEvents, cloudtrail",
    "DescribeTrails, s3"
  })
  void anyListedActionAtAnyListedProviderCounts(String action, String provider) {
    assertThat(signals(action, provider, BOB, VPN, null)).containsKey(DISCOVERY);
  }

  @ParameterizedTest
  @CsvSource({
    "ListUsers, glue",
    "DeleteUser, iam",
    "ListFunctions2015, lambda",
    "ListFunctions20150331v3, lambda",
    "ListFunctionsByCodeSigningConfig, lambda",
    "listusers, iam"
  })
  void otherActionsAndProvidersDont(String action, String provider) {
    assertThat(signals(action, provider, BOB, VPN, null)).doesNotContainKey(DISCOVERY);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 16509, 208172, 9002, 16276, 31173})
  void otherNetworksDont(long asn) {
    assertThat(signals("ListUsers", "iam", BOB, asn, "Proton66 OOO")).doesNotContainKey(DISCOVERY);
  }

  @Test
  void failedCallsDont() {
    assertThat(signals("ListUsers", "iam", BOB + ",'errorCode':'AccessDenied'", VPN, null))
        .doesNotContainKeys(DISCOVERY, SERVICE);
  }

  @ParameterizedTest(name = "{0}: discovery {1}, service {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type':'IAMUser','arn':'arn:aws:iam::1:user/a'} | true | false
          {'arn':'arn:aws:iam::1:user/a'} | true | false
          {'type':'IAMUser'} | false | false
          {'type':'IAMUser','arn':''} | false | false
          {'type':'AWSService','invokedBy':'ssm.amazonaws.com'} | false | true
          {'type':'AWSService'} | false | true
          {'type':'AWSService','arn':'arn:aws:iam::1:user/a'} | false | true
          {'type':'IAMUser','arn':'arn:aws:iam::1:user/a','invokedBy':'cloudformation.amazonaws.com'} | true | true
          {'type':'IAMUser','arn':'arn:aws:iam::1:user/a','invokedBy':'AWS Internal'} | true | false
          {'type':'AssumedRole','arn':'arn:aws:sts::1:assumed-role/AWSServiceRoleForConfig/x'} | false | false
          {'type':'AssumedRole','arn':'arn:aws:iam::1:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'} | false | false
          {'type':'Root','arn':'arn:aws:iam::1:root'} | true | false
          """)
  void callersAreToldApart(String identity, boolean discovery, boolean service) {
    Map<String, Signal> signals =
        signals("ListUsers", "iam", "'userIdentity':" + identity, VPN, null);
    assertThat(signals.containsKey(DISCOVERY)).isEqualTo(discovery);
    assertThat(signals.containsKey(SERVICE)).isEqualTo(service);
  }

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

  @Test
  void anImpactCallCountsFromAnywhereButNeedsAnArn() {
    String rule = "aws_vpn_discovery_then_impact";
    Signal signal = signals("GetSecretValue", "secretsmanager", BOB, 0, null).get(rule);
    assertThat(signal.value).isEqualTo("aws_impact_call");
    assertThat(signals("GetSecretValue", "x", "'userIdentity':{}", 0, null))
        .doesNotContainKey(rule);
    assertThat(signals("ListUsers", "iam", BOB, VPN, null))
        .as("the first sighting comes from its detector")
        .doesNotContainKey(rule);
  }

  /** The signals of one event by rule; no rule gets two. */
  private static Map<String, Signal> signals(
      String action, String provider, String rest, long asn, String organization) {
    String record =
        "'eventName':'%s','eventSource':'%s.amazonaws.com',%s".formatted(action, provider, rest);
    CloudTrailEvent event = Sigma.event(BOOK.extraFields(), record);
    event.asNumber = asn;
    event.asOrganization = organization;
    Map<String, Signal> signals = new TreeMap<>();
    List<String> rules = new ArrayList<>();
    MATCHER.match(
        event,
        (rule, signal) -> {
          rules.add(rule.name());
          signals.put(signal.rule, signal);
        });
    assertThat(rules).doesNotHaveDuplicates().hasSameElementsAs(signals.keySet());
    return signals;
  }
}

package io.trailhound.match;

import static io.trailhound.match.Shipped.ARN;
import static io.trailhound.match.Shipped.BOB;
import static io.trailhound.match.Shipped.VPN;
import static io.trailhound.match.Shipped.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls the shipped rules are about, one by one: docs/contract.md section 1. */
class ShippedMatchingTest {
  private static final String DISCOVERY = "aws_vpn_asn_discovery_call";
  private static final String SERVICE = "aws_vpn_asn_service_principal";

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
}

package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.ExtraFields;
import io.trailhound.rules.Lookup;
import io.trailhound.rules.condition.EventView;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
  private final FieldNames names = new FieldNames();

  @ParameterizedTest(name = "{0} and {1} are {2}")
  @CsvSource({
    "event.id, eventID, e-1",
    "event.action, eventName, ListUsers",
    "event.provider, eventSource, iam.amazonaws.com",
    "cloud.region, awsRegion, eu-west-1",
    "user.id, userIdentity.principalId, AIDA1",
    "aws.cloudtrail.user_identity.arn, userIdentity.arn, arn:aws:iam::1:user/bob",
    "aws.cloudtrail.user_identity.type, userIdentity.type, IAMUser",
    "aws.cloudtrail.user_identity.access_key_id, userIdentity.accessKeyId, AKIA1",
    "aws.cloudtrail.user_identity.invoked_by, userIdentity.invokedBy, x.amazonaws.com",
    "source.address, sourceIPAddress, 198.18.0.1",
    "user_agent.original, userAgent, aws-cli/2.1",
    "@timestamp, eventTime, 2026-09-01T12:00:00Z"
  })
  void bothVocabulariesReadTheSameValue(String ecs, String cloudTrail, String value) {
    assertThat(names.resolve(ecs)).isEqualTo(names.resolve(cloudTrail));
    assertThat(names.resolve(ecs).first(view())).isEqualTo(value);
    assertThat(names.resolve(ecs).name()).isEqualTo(ecs);
    assertThat(names.extraFields()).isEqualTo(ExtraFields.NONE);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "event.outcome, success",
    "cloud.account.id, 111122223333",
    "recipientAccountId, 444455556666",
    "user.name, bob",
    "source.ip, 198.18.0.1",
    "source.as.number, 216025",
    "source.as.organization.name, Mullvad VPN AB",
    "user_agent.name, aws-cli"
  })
  void ecsNamesWithoutACloudTrailTwinAreComputed(String name, String value) {
    assertThat(names.resolve(name).first(view())).isEqualTo(value);
  }

  @Test
  void whoIsBehindACallIsKnownInGroupsAlone() {
    assertThat(names.resolve("trailhound.actor").first(view()))
        .isEqualTo("arn:aws:iam::1:user/bob");
    assertThatThrownBy(() -> names.compared("trailhound.actor"))
        .hasMessageContaining("only group-by of a correlation can name it");
  }

  @Test
  void theAccountFallsBackToTheRecipient() {
    EventView view = view();
    view.event().accountId = null;
    assertThat(names.resolve("cloud.account.id").first(view)).isEqualTo("444455556666");
    assertThat(names.resolve("userIdentity.accountId").first(view)).isNull();
  }

  @Test
  void anUnknownNetworkHasNoNumber() {
    EventView view = view();
    view.event().asNumber = 0;
    assertThat(names.resolve("source.as.number").count(view)).isZero();
  }

  @Test
  void otherPathsAreReadOnlyBecauseARuleAsks() {
    names.resolve("requestParameters.roleName");
    names.resolve("userIdentity.sessionContext.sessionIssuer.type");
    names.resolve("userIdentity.userName");
    names.resolve("requestParameters.roleName");
    names.resolve("status");

    assertThat(names.extraFields().paths())
        .containsExactly(
            "requestParameters.roleName",
            "userIdentity.sessionContext.sessionIssuer.type",
            "userIdentity.userName",
            "status");
    assertThat(names.extraFields().wholeText()).isFalse();
  }

  @Test
  void whatFilesSayIsReadByItsNameAndHasToBeLookedUp() {
    assertThat(names.lookups()).isEmpty();
    EventView view = view();
    assertThat(names.compared("cloud.account.name").count(view)).isZero();
    assertThat(names.presence("cloud.account.name")).isNull();
    view.event().accountFacts = Map.of("cloud.account.name", new String[] {"prod"});
    view.event().networkFacts = Map.of("trailhound.network.tags", new String[] {"tor", "vpn"});
    assertThat(names.compared("cloud.account.name").first(view)).isEqualTo("prod");
    assertThat(names.resolve("labels.owner").count(view)).isZero();
    assertThat(names.lookups()).containsExactly(Lookup.ACCOUNTS);
    assertThat(names.resolve("trailhound.network.tags").value(view, 1)).isEqualTo("vpn");
    assertThat(names.resolve("source.geo.city_name").count(view)).isZero();
    assertThat(names.lookups())
        .containsExactlyInAnyOrder(Lookup.ACCOUNTS, Lookup.TAGS, Lookup.PLACES);
    assertThat(names.extraFields()).isEqualTo(ExtraFields.NONE);
  }

  @Test
  void aRunningJobReadsOfFilesWhatSomeRuleReadAtItsStart() {
    FieldNames settled = new FieldNames(ExtraFields.NONE, Set.of(Lookup.ACCOUNTS));
    assertThat(settled.resolve("labels.environment").name()).isEqualTo("labels.environment");
    assertThatThrownBy(() -> settled.resolve("trailhound.network.tags"))
        .hasMessage("no rule read trailhound.network.tags when the job started");
  }

  @Test
  void ecsNamesOfTheSessionReadCloudTrailsPaths() {
    String mfa = "userIdentity.sessionContext.attributes.mfaAuthenticated";
    assertThat(names.resolve("aws.cloudtrail.user_identity.session_context.mfa_authenticated"))
        .isEqualTo(names.resolve(mfa));
    assertThat(
            FieldNames.canonical("aws.cloudtrail.user_identity.session_context.mfa_authenticated"))
        .isEqualTo(mfa);
    names.resolve("aws.cloudtrail.user_identity.on_behalf_of.user_id");
    assertThat(names.extraFields().paths()).containsExactly(mfa, "userIdentity.onBehalfOf.userId");
  }

  @Test
  void theSessionsNameIsTheEndOfTheArn() {
    EventView view = view();
    String name = "aws.cloudtrail.user_identity.session_context.session_name";
    assertThat(names.resolve(name).first(view)).isNull();
    view.event().arn = "arn:aws:sts::111122223333:assumed-role/admin/jane";
    assertThat(names.resolve(name).first(view)).isEqualTo("jane");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          eventname;did you mean eventName?
          event.acton;did you mean event.action?
          EventSource;did you mean eventSource?
          sourceIpAddress;did you mean sourceIPAddress?
          source.as.organisation.name;did you mean source.as.organization.name?
          requestParameter.roleName;did you mean requestParameters.roleName?
          responseElement;did you mean responseElements?
          useridentity.arn;did you mean userIdentity.arn?
          userIdentity.Arn;did you mean userIdentity.arn?
          userIdentity.sessionContex.attributes;did you mean userIdentity.sessionContext.attributes?
          source.geo.country;docs/rules.md lists the ECS names
          aws.cloudtrail.request_parameters;docs/rules.md lists the ECS names
          event.category;docs/rules.md lists the ECS names
          """)
  void slipsAreRefusedWithWhatWasMeant(String name, String message) {
    assertThatThrownBy(() -> names.resolve(name)).hasMessageContaining(message);
  }

  private static EventView view() {
    CloudTrailEvent event =
        Sigma.event(
            ExtraFields.NONE,
            "'eventName':'ListUsers','eventSource':'iam.amazonaws.com','awsRegion':'eu-west-1',"
                + "'sourceIPAddress':'198.18.0.1','userAgent':'aws-cli/2.1',"
                + "'recipientAccountId':'444455556666','userIdentity':{'type':'IAMUser',"
                + "'principalId':'AIDA1','arn':'arn:aws:iam::1:user/bob','userName':'bob',"
                + "'accountId':'111122223333','accessKeyId':'AKIA1',"
                + "'invokedBy':'x.amazonaws.com'}");
    event.asNumber = 216025;
    event.asOrganization = "Mullvad VPN AB";
    return new EventView().of(event);
  }
}

package io.trailhound.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Decoded;
import io.trailhound.model.ExtraFields;
import io.trailhound.model.Session;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What records and Elastic's documents say of the caller's session. */
class SessionFieldsTest {
  private static final String ATTRIBUTES =
      "'attributes':{'creationDate':'2026-09-01T09:58:00Z','mfaAuthenticated':'true'}";
  private static final String ON_BEHALF_OF =
      "'onBehalfOf':{'userId':'94-1','identityStoreArn':'arn:aws:identitystore::1:identitystore/d-1'}";

  @Test
  void aRecordsSessionIsShown() {
    Session session =
        session(
            "'sessionContext':{'sessionIssuer':{'userName':'admin'},"
                + ATTRIBUTES
                + ",'sourceIdentity':'jane'},"
                + ON_BEHALF_OF);
    assertThat(session.created).isEqualTo(Instant.parse("2026-09-01T09:58:00Z").toEpochMilli());
    assertThat(session.mfa).isEqualTo("true");
    assertThat(session.sourceIdentity).isEqualTo("jane");
    assertThat(session.onBehalfOf).isEqualTo("94-1");
    assertThat(session.identityStore).isEqualTo("arn:aws:identitystore::1:identitystore/d-1");
  }

  @Test
  void eachPartMayBeMissingOrOdd() {
    assertThat(session("'userName':'alice'")).isNull();
    assertThat(session("'sessionContext':null,'onBehalfOf':null")).isNull();
    assertThat(session("'sessionContext':{'attributes':'x'},'onBehalfOf':'y'")).isNull();
    assertThat(session("'sessionContext':{'attributes':{'creationDate':'soon'}}")).isNull();
    assertThat(session("'sessionContext':{'sourceIdentity':''}")).isNull();
    assertThat(session("'sessionContext':{'attributes':{'mfaAuthenticated':false}}").mfa)
        .isEqualTo("false");
    assertThat(session("'sessionContext':{'sourceIdentity':'" + "x".repeat(5000) + "'}"))
        .satisfies(cut -> assertThat(cut.sourceIdentity).hasSize(1024));
  }

  @Test
  void elasticsDocumentsHaveItUnderTheirOwnNames() {
    Session session =
        Activity.of(
                decoded(
                    "{'@timestamp':'2026-09-01T10:00:00Z','event':{'id':'e','dataset':'aws.cloudtrail',"
                        + "'action':'ListUsers','provider':'iam.amazonaws.com'},'aws':{'cloudtrail':{"
                        + "'user_identity':{'type':'AssumedRole','session_context':{"
                        + "'creation_date':'2026-09-01T09:58:00.000Z','mfa_authenticated':'false',"
                        + "'source_identity':'jane'},'on_behalf_of':{'user_id':'94-1'}}}}}"),
                null)
            .session;
    assertThat(session.created).isEqualTo(Instant.parse("2026-09-01T09:58:00Z").toEpochMilli());
    assertThat(session.mfa).isEqualTo("false");
    assertThat(session.sourceIdentity).isEqualTo("jane");
    assertThat(session.onBehalfOf).isEqualTo("94-1");
  }

  @Test
  void rulesFindElasticsNamesByCloudTrailsPaths() {
    String path = "userIdentity.sessionContext.attributes.mfaAuthenticated";
    String record =
        "{'@timestamp':'2026-09-01T10:00:00Z','event':{'id':'e','dataset':'aws.cloudtrail',"
            + "'action':'ListUsers','provider':'iam.amazonaws.com'},'aws':{'cloudtrail':{"
            + "'user_identity':{'session_context':{'mfa_authenticated':'false'}}}}}";
    CloudTrailEvent event = decoded(record, new ExtraFields(List.of(path), false));
    assertThat(event.extras[0]).containsExactly("false");
  }

  private static Session session(String identity) {
    return Activity.of(
            decoded(
                "{'eventTime':'2026-09-01T10:00:00Z','eventName':'ListUsers','eventSource':"
                    + "'iam.amazonaws.com','userIdentity':{'type':'AssumedRole',"
                    + identity
                    + "}}"),
            null)
        .session;
  }

  private static CloudTrailEvent decoded(String record) {
    return decoded(record, ExtraFields.NONE);
  }

  private static CloudTrailEvent decoded(String record, ExtraFields extras) {
    List<Decoded> all = new ArrayList<>();
    byte[] bytes = record.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    TestDecoder.decoder(extras).decode(bytes, "m-", 0, all::add);
    assertThat(all).hasSize(1);
    assertThat(all.get(0).deadLetter()).isNull();
    return all.get(0).event();
  }
}

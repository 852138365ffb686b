package io.trailhound.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Activity;
import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.ExtraFields;
import io.trailhound.model.KeyGrant;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.Sigma;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGrantsTest {
  private static final long NOON = Instant.parse("2026-09-01T12:00:00Z").toEpochMilli();
  private static final ExtraFields READ =
      Sigma.book(GivenRules.rule("base", "eventName: X", "s")).namingActors().extraFields();
  private static final String USER =
      "'type':'IAMUser','arn':'arn:aws:iam::1:user/bob','accessKeyId':'AKIA1','userName':'bob'";
  private static final String ANSWER =
      "'credentials':{'accessKeyId':'ASIA1','expiration':'Sep 1, 2026, 1:00:00 PM'}";

  private static KeyGrant grant(String call, String identity, String answer) {
    String record =
        "'eventSource':'sts.amazonaws.com','eventName':'%s','userIdentity':{%s},'responseElements':{%s}"
            .formatted(call, identity, answer);
    return new KeyGrants(READ).of(Sigma.event(READ, record));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AssumeRole",
        "AssumeRoleWithSAML",
        "AssumeRoleWithWebIdentity",
        "GetSessionToken",
        "GetFederationToken"
      })
  void theKeyAndItsLifeAreThoseOfTheAnswer(String call) {
    KeyGrant grant = grant(call, USER, ANSWER);
    assertThat(grant.accessKey).isEqualTo("ASIA1");
    assertThat(grant.from).isEqualTo(NOON);
    assertThat(grant.until).isEqualTo(NOON + Duration.ofHours(1).toMillis());
    assertThat(grant.eventId).isEqualTo("e-1");
    assertThat(grant.caller).isEqualTo("arn:aws:iam::1:user/bob");
    assertThat(grant.callerKey).isNull();
    assertThat(grant.named).isTrue();
  }

  @Test
  void aSessionsKeyIsTheNextLink() {
    KeyGrant grant =
        grant("AssumeRole", "'type':'AssumedRole','arn':'arn:s','accessKeyId':'ASIA0'", ANSWER);
    assertThat(grant.callerKey).isEqualTo("ASIA0");
    assertThat(grant.caller).isEqualTo("arn:s");
  }

  /** Else a session wouldn't find who asked for its key, or find somebody else. */
  @Test
  void keysAndCallersAreWhatActivitiesHave() {
    String endless = "A".repeat(3_000);
    String session = "'type':'AssumedRole','arn':'arn:" + endless + "','accessKeyId':'" + endless;
    KeyGrant grant = grant("AssumeRole", session + "'", ANSWER.replace("ASIA1", endless));
    CloudTrailEvent event = new CloudTrailEvent();
    event.accessKeyId = endless;
    event.arn = "arn:" + endless;
    Activity activity = Activity.of(event, null);

    assertThat(grant.accessKey).isEqualTo(activity.accessKeyId);
    assertThat(grant.callerKey).isEqualTo(activity.accessKeyId);
    assertThat(grant.caller).isEqualTo(activity.arn);
  }

  @Test
  void theSubjectOfSamlIsItsName() {
    String identity = "'type':'SAMLUser','principalId':'p:eve','userName':'eve@example.com'";
    assertThat(grant("AssumeRoleWithSAML", identity, ANSWER).caller).isEqualTo("eve@example.com");
  }

  @Test
  void anotherAccountsRecordKnowsANumber() {
    KeyGrant grant = grant("AssumeRole", "'type':'AWSAccount','principalId':'AIDA1'", ANSWER);
    assertThat(grant.caller).isEqualTo("AIDA1");
    assertThat(grant.named).isFalse();
  }

  @Test
  void behindAServiceIsNobody() {
    KeyGrant grant =
        grant("AssumeRole", "'type':'AWSService','invokedBy':'ec2.amazonaws.com'", ANSWER);
    assertThat(grant.caller).isNull();
    assertThat(grant.named).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'credentials':{'accessKeyId':'ASIA1'}",
        "'credentials':{'accessKeyId':'ASIA1','expiration':'soon'}",
        "'credentials':{'accessKeyId':'ASIA1','expiration':'Sep 1, 2029, 1:00:00 PM'}",
        "'credentials':{'accessKeyId':'ASIA1','expiration':'Sep 1, 2020, 1:00:00 PM'}"
      })
  void aLifeThatCannotBeIsTheLongestThatThereIs(String answer) {
    assertThat(grant("AssumeRole", USER, answer).until).isEqualTo(NOON + KeyGrants.LONGEST);
  }

  @Test
  void whatHandsOutNothingIsNone() {
    assertThat(grant("AssumeRole", USER, "")).isNull();
    assertThat(grant("AssumeRole", USER, "'credentials':{'accessKeyId':''}")).isNull();
    assertThat(grant("AssumeRole", "", ANSWER)).isNull();
    assertThat(grant("GetCallerIdentity", USER, ANSWER)).isNull();
  }

  @Test
  void withoutAnybodyAskingNoKeyIsLookedFor() {
    RuleBook book = Sigma.book(GivenRules.rule("base", "eventName: X", "s"));
    assertThat(new RuleMatcher(book).keyGrant(null)).isNull();
  }
}

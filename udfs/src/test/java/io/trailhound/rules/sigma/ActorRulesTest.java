package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.ExtraFields;
import io.trailhound.rules.HandedOutKeys;
import io.trailhound.rules.RuleBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where rules can name who is behind a call, and what is read for them. */
class ActorRulesTest {
  private static final String CALL =
      """
      title: One
      name: one
      logsource: {product: aws, service: cloudtrail}
      detection: {sel: {eventName: GetObject, requestParameters.bucketName: a}, condition: sel}
      """;

  private static final String BY_ACTOR =
      """
      title: C
      name: c
      correlation:
        type: event_count
        rules: one
        group-by: [cloud.region, trailhound.actor]
        timespan: 1h
        condition: {gte: 2}
      """;

  @Test
  void aRuleByActorReadsTheKeysThatAreHandedOutOfTheseCallsAlone() {
    ExtraFields read = Sigma.book(CALL, BY_ACTOR).extraFields();
    int slot = read.slot(HandedOutKeys.KEY);
    assertThat(read.paths()).hasSize(3);
    assertThat(read.onlyOf().get(slot).include("assumerolewithsaml")).isTrue();
    assertThat(read.onlyOf().get(slot).include("getobject")).isFalse();
  }

  @Test
  void withoutOneNothingIsReadUnlessAlertsSayIt() {
    RuleBook book = Sigma.book(CALL, BY_ACTOR.replace("trailhound.actor", "user.name"));
    assertThat(book.tracesActors()).isFalse();
    assertThat(book.extraFields().paths()).containsExactly("requestParameters.bucketName");
    assertThat(book.namingActors().extraFields().paths()).hasSize(3);
  }

  @Test
  void whatARuleReadsOfOtherEventsItGoesOnReading() {
    String both =
        CALL.replace("requestParameters.bucketName", HandedOutKeys.KEY)
            .replace("GetObject", "Decrypt");
    ExtraFields read = Sigma.book(both).namingActors().extraFields();
    int slot = read.slot(HandedOutKeys.KEY);
    assertThat(read.onlyOf().get(slot).include("decrypt")).isTrue();
    assertThat(read.onlyOf().get(slot).include("assumerole")).isTrue();
    assertThat(read.paths()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          type: event_count # type: value_count # condition: {gte: 2} # condition: {field: trailhound.actor, gte: 2}
          type: event_count # type: new_terms   # condition: {gte: 2} # condition: {field: trailhound.actor}
          group-by: [cloud.region, trailhound.actor] # group-by: [who] # timespan: 1h # {timespan: 1h, aliases: {who: {one: trailhound.actor}}}
          """)
  void elsewhereItIsRefused(String line, String instead, String other, String insteadOfThat) {
    String body =
        insteadOfThat.startsWith("{")
            ? insteadOfThat.substring(1, insteadOfThat.length() - 1).replace(", ", "\n  ")
            : insteadOfThat;
    assertThat(Sigma.findings(CALL, BY_ACTOR.replace(line, instead).replace(other, body)))
        .singleElement()
        .asString()
        .contains("trailhound.actor can't stand here; only group-by of a correlation can name it");
  }

  @Test
  void aDetectionCannotAskForIt() {
    assertThat(Sigma.findings(CALL.replace("eventName:", "trailhound.actor:")))
        .anySatisfy(each -> assertThat(each.toString()).contains("only group-by of a correlation"));
  }
}

package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.model.Activity;
import io.trailhound.model.Alert;
import io.trailhound.model.Group;
import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.Suppressing;
import io.trailhound.rules.Suppression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
  private static final Path RULES = Path.of("..", "job", "src", "main", "resources", "rules");

  private static final String CALL =
      """
      title: Call
      name: call
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: ListUsers}, condition: selection}
      suppress: {by: [userIdentity.arn, source.as.number], for: 2h}
      """;

  private static final String COUNT =
      """
      title: Count
      name: count
      correlation:
        type: event_count
        rules: [call]
        group-by: [userIdentity.arn, awsRegion]
        timespan: 10m
        condition: {gte: 5}
      """;

  private static Rule count(String suppress) {
    return Sigma.book(CALL + "---\n" + COUNT + suppress).find("count").orElseThrow();
  }

  @Test
  void aDetectionsAlertIsTakenByItsEventAndToldAnewInATwelfth() {
    Rule call = Sigma.book(CALL).find("call").orElseThrow();
    Suppression how = call.info().suppression();
    assertThat(how.span()).isEqualTo(Duration.ofHours(2));
    assertThat(how.updateEvery()).isEqualTo(Duration.ofMinutes(10));
    Alert alert = new Alert();
    alert.activity = new Activity();
    alert.activity.arn = "arn:x";
    assertThat(how.key(call, alert)).as("without a network").isNull();
    alert.activity.asNumber = 9009;
    assertThat(how.key(call, alert)).isEqualTo(Group.join("arn:x", "9009"));
  }

  @Test
  void aCorrelationsIsTakenByItsGroupOrSomeOfIt() {
    Alert alert = new Alert();
    alert.group = Group.join("arn:x", null);
    Rule all = count("suppress: {for: 1h}\n");
    assertThat(all.info().suppression().by())
        .extracting(GroupField::name)
        .containsExactly("userIdentity.arn", "awsRegion");
    assertThat(all.info().suppression().key(all, alert)).isEqualTo(alert.group);
    Rule some = count("suppress: {by: [aws.cloudtrail.user_identity.arn], for: 1h}\n");
    assertThat(some.info().suppression().key(some, alert)).isEqualTo("arn:x");
  }

  @Test
  void whatIsNotInTheGroupIsRefused() {
    assertThatThrownBy(() -> count("suppress: {by: [source.ip], for: 1h}\n"))
        .isInstanceOf(RuleException.class)
        .hasMessageContaining("source.ip is no field of the correlation's group-by")
        .hasMessageContaining("it's one of userIdentity.arn, awsRegion");
  }

  @Test
  void whatSleepsIsAsleepInACopyToo() {
    RuleBook shipped = RuleLoader.load(RuleFiles.folder(RULES));
    Rule call = shipped.find("aws_vpn_asn_discovery_call").orElseThrow();
    assertThat(shipped.suppression(call)).isEmpty();
    assertThat(shipped.with(Suppressing.ALL).suppression(call)).isPresent();
    RuleBook own = Sigma.book(CALL);
    Rule mine = own.find("call").orElseThrow();
    assertThat(own.suppression(mine)).isPresent();
    assertThat(own.with(Suppressing.NONE).suppression(mine)).isEmpty();
  }

  @Test
  void asleepIsTrueOrFalseInAnyCase() {
    for (String word : List.of("true", "True", "FALSE", "false")) {
      Rule call = Sigma.book(CALL.replace("2h", "2h, asleep: " + word)).find("call").orElseThrow();
      assertThat(call.info().suppression().asleep()).isEqualTo(word.equalsIgnoreCase("true"));
    }
  }
}

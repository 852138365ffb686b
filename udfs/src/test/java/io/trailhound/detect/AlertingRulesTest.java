package io.trailhound.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Alert;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertingRulesTest {
  private static final String RULES =
      """
      title: a
      name: a
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: A}, condition: selection}
      ---
      title: many a
      name: many_a
      correlation:
        {type: event_count, rules: [a], group-by: [userIdentity.arn], timespan: 1m, condition: {gte: 2}}
      ---
      title: many a, then a
      name: chain
      correlation:
        {type: temporal, rules: [many_a, a], group-by: [userIdentity.arn], timespan: 1h}
      """;

  @Test
  void aStatefulRuleThatIsOnlyAStepStaysSilent(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    AlertingRules alerting = new AlertingRules(RuleLoader.load(RuleFiles.folder(folder)));
    assertThat(alerting.filter(alert("many_a"))).isFalse();
    assertThat(alerting.filter(alert("chain"))).isTrue();
  }

  @Test
  void anAlertOfARuleThatIsGoneIsDropped(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    AlertingRules alerting = new AlertingRules(RuleLoader.load(RuleFiles.folder(folder)));
    assertThat(alerting.filter(alert("gone"))).isFalse();
  }

  private static Alert alert(String rule) {
    Alert alert = new Alert();
    alert.rule = rule;
    return alert;
  }
}

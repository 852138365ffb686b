package io.trailhound.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.deploy.Headings;
import io.trailhound.deploy.Repository;
import io.trailhound.deploy.StrictYaml;
import io.trailhound.deploy.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for Prometheus by promtool, and beside their runbooks and their own tests. */
class PrometheusRulesTest {
  private static final String RULES = "deploy/dashboards/prometheus-rules.yml";
  private static final String TESTS = "deploy/dashboards/prometheus-rules-test.yml";
  private static final String PAGE = "docs/watching.md";

  @Test
  void promtoolTakesThem() throws Exception {
    Tool.Answer answer = Tool.require("promtool").run("check", "rules", RULES);
    assertThat(answer.status()).as(answer.text()).isZero();
    assertThat(answer.text()).contains("SUCCESS: " + alerts().size() + " rules found");
  }

  @Test
  void eachFiresOnWhatItIsForAndNoneOnAJobThatIsWell() throws Exception {
    Tool.Answer answer = Tool.require("promtool").run("test", "rules", TESTS);
    assertThat(answer.status()).as(answer.text()).isZero();
  }

  @Test
  void eachIsTestedBothWays() throws IOException {
    List<?> tests = (List<?>) yaml(TESTS).get("tests");
    Set<String> names = names();
    assertThat(asked((Map<?, ?>) tests.get(0), false)).isEqualTo(names);
    Set<String> fired = new TreeSet<>();
    tests.stream().skip(1).forEach(it -> fired.addAll(asked((Map<?, ?>) it, true)));
    assertThat(fired).isEqualTo(names);
  }

  private static Set<String> asked(Map<?, ?> test, boolean fires) {
    return ((List<?>) test.get("alert_rule_test"))
        .stream()
            .map(it -> (Map<?, ?>) it)
            .filter(it -> it.containsKey("exp_alerts") == fires)
            .map(it -> (String) it.get("alertname"))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachNamesARunbookThatThereIsAndNoRunbookIsLeftOver() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Map<?, ?> alert : alerts()) {
      Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
      String[] runbook = ((String) annotations.get("runbook")).split("#");
      assertThat(runbook[0]).isEqualTo(PAGE);
      named.add(runbook[1]);
    }
    Set<String> written = new TreeSet<>(Headings.of(PAGE));
    written.removeAll(Set.of("watching-the-job-and-its-alerts", "kibana", "alarms"));
    assertThat(named).hasSize(alerts().size()).isEqualTo(written);
  }

  @Test
  void eachSaysHowBadItIs() throws IOException {
    assertThat(alerts())
        .allSatisfy(
            it ->
                assertThat((String) ((Map<?, ?>) it.get("labels")).get("severity"))
                    .isIn("critical", "warning", "info"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus.yml", "../docker/prometheus.yml"})
  void prometheusTakesItsConfiguration(String file) throws Exception {
    Tool.Answer answer =
        Tool.require("promtool")
            .run("check", "config", "--syntax-only", "deploy/dashboards/" + file);
    assertThat(answer.status()).as(answer.text()).isZero();
  }

  private static Set<String> names() throws IOException {
    return alerts().stream()
        .map(it -> (String) it.get("alert"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Map<?, ?>> alerts() throws IOException {
    Map<?, ?> group = (Map<?, ?>) ((List<?>) yaml(RULES).get("groups")).get(0);
    return ((List<?>) group.get("rules")).stream().<Map<?, ?>>map(it -> (Map<?, ?>) it).toList();
  }

  private static Map<?, ?> yaml(String file) throws IOException {
    return StrictYaml.load(Repository.text(file));
  }
}

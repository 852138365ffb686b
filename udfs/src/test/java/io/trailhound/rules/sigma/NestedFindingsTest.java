package io.trailhound.rules.sigma;

import static io.trailhound.rules.sigma.RightRules.CORRELATION;
import static io.trailhound.rules.sigma.RightRules.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in correlations over correlations. */
class NestedFindingsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new_terms | timespan: 1d, condition: {field: user.name} | c.yml:5: c is a correlation; a new_terms takes detection rules
          value_sum | timespan: 1d, condition: {field: user.name, gt: 1} | c.yml:5: c is a correlation; a value_sum takes detection rules
          value_count | timespan: 1d, condition: {field: requestParameters.x, gt: 1} | c.yml:8: c doesn't group by requestParameters.x, and its alerts don't tell it; it groups by user.name
          event_count | timespan: 1d, condition: {gt: 1} | fine
          value_count | timespan: 1d, condition: {field: eventName, gt: 1} | fine
          """)
  void whatBuildsOnCorrelations(String type, String more, String message) {
    String nested =
        """
        title: D
        name: d
        correlation:
          type: %s
          rules: [c]
          group-by: user.name
          %s
        """
            .formatted(type, more.replace(", condition", "\n  condition"));
    List<String> findings = Sigma.findings(ONE, CORRELATION, nested);
    assertThat(findings.isEmpty() ? "fine" : findings.get(0)).startsWith(message);
  }

  @Test
  void aStepThatCannotTellTheGroupIsRefused() {
    String sequence =
        """
        title: S
        name: s
        correlation:
          type: temporal
          rules: [c, two]
          group-by: userIdentity.arn
          timespan: 1h
        """;
    assertThat(Sigma.findings(ONE, CORRELATION, sequence)).isEmpty();
    String unknown = sequence.replace("userIdentity.arn", "requestParameters.roleName");
    assertThat(Sigma.findings(ONE, CORRELATION, unknown))
        .singleElement()
        .asString()
        .startsWith(
            "c.yml:6: c doesn't group by requestParameters.roleName, and its alerts don't tell it;"
                + " it groups by user.name");
  }

  @Test
  void correlationsOverCorrelationsHaveAnEnd() {
    List<String> files = new ArrayList<>(List.of(ONE, CORRELATION));
    String below = "c";
    for (int stage = 2; stage <= 6; stage++) {
      String name = "stage" + stage;
      files.add(CORRELATION.replace("name: c", "name: " + name).replace("one", below));
      below = name;
      List<String> findings = Sigma.findings(files.toArray(String[]::new));
      if (stage < 6) {
        assertThat(findings).isEmpty();
      } else {
        assertThat(findings)
            .singleElement()
            .asString()
            .startsWith("g.yml:5: stage6 is a correlation over correlations over correlations, 6");
      }
    }
  }

  @Test
  void circlesAreRefused() {
    String a = "title: A\nname: x\ncorrelation: {type: temporal, rules: [y, one], timespan: 1h}\n";
    String b = "title: B\nname: y\ncorrelation: {type: temporal, rules: [x, one], timespan: 1h}\n";
    assertThat(Sigma.findings(ONE, a, b))
        .singleElement()
        .asString()
        .contains("refers to itself: x -> y -> x");
  }
}

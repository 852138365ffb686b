package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleCatalogueTest {
  private static final Path PAGE = Path.of("..", "docs", "rule-catalogue.md");

  /**
   * {@code mvn test -pl job -am -Dtest=RuleCatalogueTest -Dtrailhound.write=true} writes it anew.
   */
  @Test
  void docsRuleCatalogueSaysWhatTheRulesSay() throws Exception {
    RuleReading reading = RuleReading.of(RuleFiles.of(null, List.of()), false);
    String page = new RuleCatalogue(reading, messages(reading)).markdown();
    if (Boolean.getBoolean("trailhound.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  /** Of the first alert of each rule's examples, in the order of time. */
  private static Map<String, String> messages(RuleReading reading) throws Exception {
    Path testdata = Path.of("..", "testdata");
    RuleExamples examples =
        new RuleExamples(
            reading.bookOrFindings(),
            testdata.resolve("rules"),
            testdata.resolve("asn/trailhound-demo.mmdb"));
    Map<String, String> messages = new HashMap<>();
    try (LocalCluster cluster = ExampleRun.cluster()) {
      List<String> names = List.copyOf(Levels.of(examples.rules()).keySet());
      new ExampleRun(examples, cluster)
          .of(names)
          .forEach(
              (rule, outcome) ->
                  messages.put(
                      rule,
                      outcome.alerts().stream()
                          .map(alert -> alert.time() + " " + alert.message())
                          .sorted()
                          .findFirst()
                          .map(text -> text.substring(text.indexOf(' ') + 1))
                          .orElseThrow()));
    }
    return messages;
  }
}

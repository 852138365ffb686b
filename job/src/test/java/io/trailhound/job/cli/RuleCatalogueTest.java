package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn test -pl job -am -Dtest=RuleCatalogueTest -Dtrailhound.write=true} writes both pages
 * anew.
 */
class RuleCatalogueTest {
  private static final Path TESTDATA = Path.of("..", "testdata");
  private static final Path NETWORKS = TESTDATA.resolve("asn/trailhound-demo.mmdb");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern EVENT_TIME = Pattern.compile("\"eventTime\": *\"([^\"]+)\"");

  @TempDir Path folder;

  @Test
  void docsRuleCatalogueSaysWhatTheRulesSay() throws Exception {
    RuleReading reading = RuleReading.of(RuleFiles.of(null, List.of()), false);

    hold(
        "rule-catalogue.md",
        new RuleCatalogue(reading, messages(reading, TESTDATA.resolve("rules")), Map.of())
            .markdown(
                """
                # The shipped rules, one by one

                Written from the rule files and the alerts of their examples; a test holds it to them. [rules.md](rules.md) has the language.
                """));
  }

  /** Each fires over its examples, and as often as the page says over the real records. */
  @Test
  void docsReconPlusSaysWhatThePackSays() throws Exception {
    Path pack = Path.of("recon-plus");
    RuleReading reading = RuleReading.of(RuleFiles.of(pack, List.of()), false);

    hold(
        "recon-plus.md",
        new RuleCatalogue(
                reading, messages(reading, pack.resolve("examples")), overRealRecords(pack))
            .markdown(
                """
                # recon-plus: more to find

                A pack of rules in `job/recon-plus`, beside those that ship, for who wants more and has the time to tune it:

                    ./trailhound rules test job/recon-plus
                    ./trailhound run --rules-add job/recon-plus ...

                Written from the rule files and the alerts of their examples; a test holds it to them. [rules.md](rules.md) has the language. *Noise* is how many final alerts there are over the
                real records of [testdata/cloudtrail](../testdata/cloudtrail/README.md), most of which are attacks. Over a quiet organisation's trail of your own, count before you switch on what pages
                somebody: `run --rules job/recon-plus --emit final --alerts FILE` over an archive, and `jq -r .rule.name FILE | sort | uniq -c`.
                """));
  }

  private static void hold(String name, String page) throws IOException {
    Path file = Path.of("..", "docs", name);
    if (Boolean.getBoolean("trailhound.write")) {
      Files.writeString(file, page);
    }

    assertThat(Files.readString(file)).isEqualTo(page);
  }

  /** So that none is late; those without a time are no events. */
  private Path inOrderOfTime(Path records) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(records)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".ndjson")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    lines.sort(
        Comparator.comparing(
            line -> {
              Matcher time = EVENT_TIME.matcher(line);
              return time.find() ? time.group(1) : "";
            }));
    return Files.write(folder.resolve("records.ndjson"), lines);
  }

  private Map<String, String> overRealRecords(Path pack) throws IOException {
    Path alerts = folder.resolve("alerts.ndjson");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "--rules=" + pack,
            "--input=" + inOrderOfTime(TESTDATA.resolve("cloudtrail")),
            "--asn-db=" + NETWORKS,
            "--emit=final",
            "--alerts=" + alerts);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : Files.readAllLines(alerts)) {
      counts.merge(JSON.readTree(line).at("/rule/name").asText(), 1, Integer::sum);
    }
    Map<String, String> noise = new HashMap<>();
    RuleReading.of(RuleFiles.of(pack, List.of()), false)
        .bookOrFindings()
        .rules()
        .forEach(
            rule ->
                noise.put(
                    rule.name(), counts.getOrDefault(rule.name(), 0) + " over the real records"));
    return noise;
  }

  /** Of the first alert of each rule's examples, in the order of time. */
  private static Map<String, String> messages(RuleReading reading, Path folder) throws Exception {
    RuleExamples examples = new RuleExamples(reading.bookOrFindings(), folder, NETWORKS);
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

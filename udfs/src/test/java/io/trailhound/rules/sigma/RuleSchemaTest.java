package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** docs/rule-schema.json, for editors, takes the rules that load and refuses mistakes. */
class RuleSchemaTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern RULE = Pattern.compile("(?m)^(detection|correlation|filter):");
  private static final Pattern FENCED = Pattern.compile("(?s)```yaml\\n(.*?)```");

  private static final String GOOD =
      """
      title: T
      logsource: {product: aws}
      level: low
      detection: {s: {eventName|contains: A}, condition: s}
      """;

  /** As editors do it: YAML 1.2 knows no dates. */
  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    Resolver noDates =
        new Resolver() {
          @Override
          public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
              super.addImplicitResolver(tag, regexp, first, limit);
            }
          }
        };
    return new Yaml(
        new SafeConstructor(options),
        new Representer(new DumperOptions()),
        new DumperOptions(),
        options,
        noDates);
  }

  private static JsonSchema schema() throws IOException {
    return new JsonSchema(yaml().load(Files.readString(ROOT.resolve("docs/rule-schema.json"))));
  }

  private static List<String> problems(String text) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Object document : yaml().loadAll(text)) {
      if (document instanceof Map<?, ?> map
          && (map.containsKey("detection") || !map.containsKey("action"))) {
        problems.addAll(schema().problems(document));
      }
    }
    return problems;
  }

  @Test
  void itTakesEveryRuleThatShipsAndThatTestsUse() throws IOException {
    int rules = 0;
    for (String folder :
        List.of(
            "job/src/main/resources/rules",
            "job/optional-rules",
            "job/recon-plus",
            "job/trail-rules",
            "testdata")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".yml")).toList()) {
          String text = Files.readString(file);
          if (RULE.matcher(text).find()) {
            assertThat(problems(text)).as(file.toString()).isEmpty();
            rules++;
          }
        }
      }
    }
    assertThat(rules).isGreaterThan(15);
  }

  @Test
  void itTakesEveryRuleOfTheDocuments() throws IOException {
    int rules = 0;
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".md")).toList()) {
        Matcher block = FENCED.matcher(Files.readString(file));
        while (block.find()) {
          if (block.group(1).startsWith("title:")) {
            assertThat(problems(block.group(1))).as(file.toString()).isEmpty();
            rules++;
          }
        }
      }
    }
    assertThat(rules).isPositive();
  }

  @ParameterizedTest(name = "{1} instead of {0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          level: low # level: huge
          level: low # levle: low
          level: low # status: done
          level: low # date: yesterday
          level: low # tags: [Attack]
          level: low # filter: {rules: [a]}
          level: low # suppress: {by: [user.name]}
          level: low # suppress: {by: [user.name], for: an hour}
          level: low # suppress: {by: [user.name], for: 1h, until: 2h}
          level: low # correlation: {type: event_count, rules: [a]}
          level: low # correlation: {type: event_cout, rules: [a], timespan: 1h}
          level: low # correlation: {type: event_count, ruls: [a], timespan: 1h}
          level: low # correlation: {type: event_count, rules: [a], timespan: 1 hour}
          level: low # correlation: {type: event_count, rules: [a], timespan: 1h, window: hopping}
          level: low # correlation: {type: event_count, rules: [a], timespan: 1h, condition: {ge: 2}}
          detection: # detections:
          contains # contain
          condition: s # conditions: s
          A} # {a: b}}
          A} # []}
          """)
  void itRefusesMistakes(String right, String wrong) throws IOException {
    assertThat(problems(GOOD)).isEmpty();
    assertThat(problems(GOOD.replace(right, wrong))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          A} # 012}
          A} # null}
          A} # [1.10, yes, x]}
          {eventName|contains: A} # [a, {eventName|re|i: b}]
          level: low # owner: [me]
          level: low # suppress: {by: [user.name], for: 1h, update-every: 10m}
          level: low # correlation: {type: temporal, rules: [a, b], timespan: 1h, condition: a and not b}
          """)
  void itTakesWhatLoads(String right, String other) throws IOException {
    assertThat(problems(GOOD.replace(right, other))).isEmpty();
  }
}

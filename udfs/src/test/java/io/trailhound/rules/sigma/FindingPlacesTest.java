package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** All that is wrong is told at once, each with line, column and the check that found it. */
class FindingPlacesTest {

  private static List<String> findings(String... files) {
    return RuleReading.of(Sigma.files(files), false).findings().stream()
        .map(
            finding ->
                finding.file()
                    + ":"
                    + finding.line()
                    + ":"
                    + finding.at().column()
                    + " "
                    + finding.check().id())
        .toList();
  }

  @Test
  void severalMistakesInOneRule() {
    assertThat(
            findings(
                """
                level: huge
                logsource: {product: aws}
                tags: {a: b}
                detection:
                  a:
                    eventname: x
                    eventName|foo: y
                    eventSource|re: ['(', 'ok', '[']
                  b: {sourceIPAddress|cidr: here, awsregion: z}
                  condition: a and c and not d
                """))
        .containsExactly(
            "a.yml:1:1 required-key",
            "a.yml:1:1 level",
            "a.yml:3:1 rule",
            "a.yml:6:5 field",
            "a.yml:7:5 modifier",
            "a.yml:8:22 regex",
            "a.yml:8:33 regex",
            "a.yml:9:29 value",
            "a.yml:9:35 field",
            "a.yml:10:14 condition");
  }

  @Test
  void severalMistakesInOneCorrelation() {
    assertThat(
            findings(
                """
                title: C
                name: c
                level: huge
                correlation:
                  type: event_count
                  rules: [none, neither]
                  group-by: [username, eventname]
                  timespan: 1 hour
                  condition: {gte: 2}
                """))
        .containsExactly(
            "a.yml:3:1 level",
            "a.yml:6:11 reference",
            "a.yml:6:17 reference",
            "a.yml:7:14 correlation",
            "a.yml:7:24 correlation",
            "a.yml:8:3 correlation");
  }

  @Test
  void aKeyThatStandsTwiceHidesNothing() {
    assertThat(
            findings(
                """
                title: T
                title: U
                logsource: {product: aws}
                detection: {a: {eventname: x}, a: {eventName: y}, condition: b}
                """))
        .containsExactly(
            "a.yml:2:1 duplicate-key",
            "a.yml:4:17 field",
            "a.yml:4:32 duplicate-key",
            "a.yml:4:62 condition");
  }

  @Test
  void aTakenNameHidesNothing() {
    String rule =
        "title: T\nname: n\nlogsource: {product: aws}\ndetection: {s: {eventname: A}, condition: s}";
    assertThat(findings(rule, rule))
        .containsExactly("a.yml:4:17 field", "b.yml:2:1 name", "b.yml:4:17 field");
  }

  /** The rules of a file that can't be read aren't missing, they're broken. */
  @Test
  void whatABrokenFileMayHaveIsNotMissing() {
    String broken = "title: T\nname: base\ndetection: {s: [\n";
    String counts =
        "title: C\nname: c\ncorrelation: {type: event_count, rules: [base], timespan: 1h, condition: {gte: 2}}";
    assertThat(findings(broken, counts)).containsExactly("a.yml:4:1 yaml");
    assertThat(findings(counts)).containsExactly("a.yml:3:42 reference");
  }

  @Test
  void documentsBeforeBrokenYamlAreRead() {
    assertThat(findings("title: T\nlogsource: {product: aws}\ndetections: {}\n---\na: ]"))
        .containsExactly("a.yml:1:1 rule", "a.yml:5:4 yaml");
  }
}

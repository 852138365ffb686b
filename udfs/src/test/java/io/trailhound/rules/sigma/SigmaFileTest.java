package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Finding;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.YamlValue.Entries;
import io.trailhound.rules.sigma.YamlValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SigmaFileTest {
  @Test
  void everyScalarIsTheTextItIs() {
    Entries file =
        parse("octal: 012345670123\nswitch: on\nversion: 1.10\nday: 2026-01-02\nsexagesimal: 1:30")
            .get(0);
    assertThat(file.entries().values())
        .extracting(entry -> ((Text) entry.value()).text())
        .containsExactly("012345670123", "on", "1.10", "2026-01-02", "1:30");
  }

  @Test
  void onlyPlainNullsAreNull() {
    Entries file = parse("a: null\nb: ~\nc:\nd: 'null'\ne: \"~\"\nf: ''").get(0);
    assertThat(file.entries().values())
        .extracting(entry -> ((Text) entry.value()).text())
        .containsExactly(null, null, null, "null", "~", "");
  }

  @Test
  void aTagSaysWhatIsATextAndWhatIsNull() {
    Entries file =
        parse("a: !!str null\nb: !!str\nc: !!str ~\nd: !!null ''\ne: !!null\nf: [!!str Null, Null]")
            .get(0);
    assertThat(file.entries().values())
        .extracting(YamlValue.Entry::value)
        .filteredOn(Text.class::isInstance)
        .extracting(value -> ((Text) value).text())
        .containsExactly("null", "", "~", null, null);
    assertThat(((YamlValue.Items) file.get("f")).items())
        .extracting(value -> ((Text) value).text())
        .containsExactly("Null", null);
  }

  @Test
  void everythingKnowsItsLine() {
    Entries file = parse("a: 1\n\nb:\n  - c\n  - d: 2\n").get(0);
    assertThat(file.placeOf("b").line()).isEqualTo(3);
    assertThat(file.get("b").line()).isEqualTo(4);
  }

  @Test
  void aFileMayHaveSeveralDocumentsAndEmptyOnes() {
    assertThat(parse("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n")).hasSize(2);
    assertThat(parse("# only a comment")).isEmpty();
  }

  @Test
  void anchorsWorkWithinBounds() {
    Entries file = parse("a: &x [one, two]\nb: *x").get(0);
    assertThat(Canonical.text(file.get("b"))).isEqualTo(Canonical.text(file.get("a")));
  }

  @Test
  void duplicateKeysAreRefusedWithBothLines() {
    assertThat(problem("a: 1\nb: 2\na: 3"))
        .startsWith("a.yml:3: the key a stands here a second time, first in line 1");
    assertThat(problem("s:\n  eventName: A\n  eventName: B")).startsWith("a.yml:3:");
    assertThat(problem("s:\n  'x': A\n  \"x\": B")).startsWith("a.yml:3:");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() {
    assertThat(problem("a: 1\nb: [1, 2\nc: 3")).startsWith("a.yml:3: this isn't YAML");
    assertThat(problem("a: 1\n\tb: 2")).startsWith("a.yml:2: this isn't YAML");
    assertThat(problem("a: %vpn%")).startsWith("a.yml:1: this isn't YAML").contains("quote");
    assertThat(problem("a: *nowhere")).startsWith("a.yml:1: this isn't YAML");
    assertThat(problem("- a\n- b")).startsWith("a.yml:1: a rule is a map of keys, this is a list");
    assertThat(problem("just text")).startsWith("a.yml:1: a rule is a map of keys");
    assertThat(problem("? [a]\n: b")).startsWith("a.yml:1: a key must be a text");
    assertThat(problem("x: &a {b: c}\ny:\n  <<: *a")).startsWith("a.yml:3: YAML merge keys");
  }

  /** What lies behind the first thousand characters is read in other pieces. */
  @Test
  void charactersThatYamlForbidsHaveTheirPlace() {
    for (String before :
        List.of("", "# " + "x".repeat(1022) + "\r\n", "# 😀\u2028\n".repeat(900))) {
      int line = 1 + (before.isEmpty() ? 0 : before.startsWith("# x") ? 1 : 1800);
      assertThat(findings(before + "a: 😀\u0093b\nc: \u0094\n"))
          .containsExactly(
              "a.yml:"
                  + line
                  + ":5: this isn't YAML: the character U+0093 can't stand in it; take it out, or"
                  + " write it as an escape in double quotes: \"\\u0093\"");
      assertThat(findings(before + "a: \u0000")).singleElement().asString().contains("U+0000");
    }
    assertThat(parse("a: \"\\u0093\"").get(0).get("a")).extracting("text").isEqualTo("\u0093");
  }

  @Test
  void whatIsNestedTooDeepHasItsPlace() {
    assertThat(findings("a: 1\n---\nb: 1\nc:\n  " + "[".repeat(50) + "]".repeat(50))).isEmpty();
    for (String deep : List.of("[", "x")) {
      assertThat(findings("a: 1\n---\nb: 1\nc:\n  " + "[".repeat(50) + deep + "]".repeat(51)))
          .singleElement()
          .asString()
          .startsWith("a.yml:5:53: this isn't YAML: ");
    }
  }

  @Test
  void everyDocumentMayHaveItsAnchor() {
    String document = "references: &r [a]\nfalsepositives: *r\n---\n";
    assertThat(parse(document.repeat(500))).hasSize(500);
  }

  @Test
  void bombsAndGiantsAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String again = "*a" + (i - 1);
      bomb.append(
          String.format(Locale.ROOT, "a%d: &a%d [%s]\n", i, i, (again + ", ").repeat(9) + again));
    }
    assertThat(problem(bomb.toString())).startsWith("a.yml:").contains("aliases");
    assertThat(problem("a: &a [*a]")).startsWith("a.yml:");
    assertThat(problem("[".repeat(10_000))).startsWith("a.yml");
    assertThat(problem("a: " + "x".repeat(SigmaFile.MAX_CHARACTERS))).startsWith("a.yml: the file");
  }

  private static List<String> findings(String text) {
    List<Finding> findings = new ArrayList<>();
    SigmaFile.parse(new RuleSource("a.yml", text), findings);
    return findings.stream()
        .map(it -> it.file() + ":" + it.line() + ":" + it.at().column() + ": " + it.text())
        .toList();
  }

  private static List<Entries> parse(String text) {
    List<Finding> findings = new ArrayList<>();
    List<Entries> documents = SigmaFile.parse(new RuleSource("a.yml", text), findings);
    if (!findings.isEmpty()) {
      throw new RuleException(findings);
    }
    return documents;
  }

  private static String problem(String text) {
    try {
      parse(text);
      return "nothing";
    } catch (RuleException e) {
      return e.getMessage();
    }
  }
}

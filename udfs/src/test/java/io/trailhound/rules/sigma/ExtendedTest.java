package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Expression;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text as the condition of a temporal correlation, as pySigma 1.5 reads it. */
class ExtendedTest {
  private static final String BASES =
      """
      title: Failed logon
      name: failed
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: ConsoleLogin, errorMessage: Failed}, condition: s}
      ---
      title: Suspicious logon
      name: suspicious
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: ConsoleLogin, awsRegion: nowhere}, condition: s}
      ---
      title: Successful logon
      id: 11111111-1111-4111-8111-111111111111
      name: success
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: ConsoleLogin}, condition: s}
      """;

  private static String correlation(String type, String rules, String condition) {
    return """
    title: C
    name: c
    correlation:
      type: %s
      %s
      group-by: [user.name]
      timespan: 5m
      condition: %s
    """
        .formatted(type, rules == null ? "generate: false" : "rules: " + rules, condition);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failed or suspicious | (failed or suspicious) | failed; suspicious; failed suspicious | none
          failed and not success | (failed and not success) | failed | failed success; success; none
          (failed or suspicious) and not (success) | ((failed or suspicious) and not success) | failed; suspicious failed | success; failed success
          failed or suspicious and success | (failed or (suspicious and success)) | failed; suspicious success | suspicious; success
          (failed or suspicious) and success | ((failed or suspicious) and success) | failed success | failed; success
          not failed and not not success | (not failed and not not success) | success | failed success
          """)
  void load(String condition, String words, String fires, String silent) {
    for (String rules : new String[] {null, "all"}) {
      Expression expression = rule(condition, rules).expression();
      assertThat(expression.words()).isEqualTo(words);
      for (String names : fires.split("; ")) {
        assertThat(expression.test(Set.of(names.split(" "))::contains)).as(names).isTrue();
      }
      for (String names : silent.split("; ")) {
        assertThat(expression.test(Set.of(names.split(" "))::contains)).as(names).isFalse();
      }
    }
  }

  /** Without {@code rules} they are those of the condition. */
  private static Rule.ValueCount rule(String condition, String rules) {
    List<String> names =
        List.of(condition.replaceAll("[()]|\\b(and|or|not)\\b", "").trim().split(" +"));
    String given = rules == null ? null : "[" + String.join(", ", names) + "]";
    RuleBook book = Sigma.book(BASES, correlation("temporal", given, condition));
    Rule.ValueCount rule = (Rule.ValueCount) book.find("c").orElseThrow();
    assertThat(rule.rules()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(rule.info().kind()).isEqualTo("temporal");
    assertThat(rule.sliding()).isTrue();
    assertThat(rule.monotone()).isFalse();
    assertThat(names).allMatch(name -> !book.alerts(name));
    return rule;
  }

  @ParameterizedTest
  @CsvSource({"temporal, false", "temporal_ordered, true"})
  void whereAllRulesAreAskedForItIsTheUsualSequence(String type, boolean ordered) {
    RuleBook book =
        Sigma.book(BASES, correlation(type, null, "suspicious and (failed and success)"));
    Rule.Sequence rule = (Rule.Sequence) book.find("c").orElseThrow();
    assertThat(rule.steps()).containsExactly("suspicious", "failed", "success");
    assertThat(rule.ordered()).isEqualTo(ordered);
    assertThat(rule.least()).isEqualTo(3);
  }

  @Test
  void aRuleMayGoByItsId() {
    String id = "11111111-1111-4111-8111-111111111111";
    String text = correlation("temporal", "[failed, " + id + "]", "failed and not success");
    Rule.ValueCount rule = (Rule.ValueCount) Sigma.book(BASES, text).find("c").orElseThrow();
    assertThat(rule.rules()).containsExactly("failed", "success");
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          temporal | [failed, success] | failed | the condition says nothing of success
          temporal | [failed, success] | failed or success or suspicious | suspicious isn't one of the rules; add it under rules:
          temporal | none | failed and | the condition 'failed and' can't be read: a rule's name is missing; names of rules with and, or, not and parentheses
          temporal | none | (failed or success | a ) is missing
          temporal | none | failed success | 'success' isn't expected there
          temporal | none | failed and not sucess | there is no rule sucess; did you mean success?
          temporal | none | not failed or success | the condition holds where none of the rules matches
          temporal_ordered | none | failed and not success | in a given order all of the rules are asked for, joined by and; temporal takes or and not
          event_count | failed | failed and success | condition must be a map, this is a text
          """)
  void mistakes(String type, String rules, String condition, String message) {
    List<String> findings = Sigma.findings(BASES, correlation(type, rules, condition));
    assertThat(findings).singleElement().asString().startsWith("b.yml:").contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "sigma, fine",
    "ecs, fine",
    "Sigma, fine",
    "ours, b.yml:2: the taxonomy ours isn't known"
  })
  void taxonomies(String taxonomy, String message) {
    for (String text :
        List.of(
            correlation("temporal", null, "failed and success"),
            """
            title: D
            name: d
            logsource: {product: aws, service: cloudtrail}
            detection: {s: {eventName: Y}, condition: s}
            """,
            """
            title: F
            logsource: {product: aws, service: cloudtrail}
            filter: {rules: [failed], s: {user.name: x}, condition: not s}
            """)) {
      String with = text.replaceFirst("\n", "\ntaxonomy: " + taxonomy + "\n");
      List<String> findings = Sigma.findings(BASES, with);
      assertThat(findings.isEmpty() ? "fine" : findings.get(0)).startsWith(message);
    }
  }
}

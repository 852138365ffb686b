package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.GroupField;
import io.trailhound.rules.Rule;
import io.trailhound.rules.condition.AliasField;
import io.trailhound.rules.condition.Field;
import org.junit.jupiter.api.Test;

/** What an alias is to the correlation that has it, and to those above. */
class AliasesTest {
  private static final String COUNT =
      """
      type: event_count
      rules: [one, two]
      group-by: [who]
      timespan: 10m
      aliases: {who: {one: requestParameters.name, two: %s}}
      condition: {gte: 2}
      """;

  private static final String ABOVE =
      """
      ---
      title: Above
      name: above
      correlation:
        type: temporal
        rules: [c, one]
        group-by: [name]
        timespan: 1h
        aliases: {name: {c: %s, one: requestParameters.name}}
      """;

  private static String rules(String second, String above) {
    return TwoCalls.RULES
        + "---\ntitle: C\nname: c\ncorrelation:\n"
        + COUNT.formatted(second).indent(2)
        + ABOVE.formatted(above);
  }

  private static Field by(String rules, String name) {
    return Sigma.book(rules).find(name).map(Rule::groupBy).orElseThrow().stream()
        .map(GroupField::field)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itIsAFieldWhereItIsTheSameInAllRulesAndNoneOtherwise() {
    String same = "requestParameters.name";
    assertThat(by(rules(same, same), "c").name()).isEqualTo(same);
    assertThat(by(rules("user.name", "who"), "c"))
        .isInstanceOf(AliasField.class)
        .satisfies(field -> assertThat(field.name()).isEqualTo("who"))
        .satisfies(
            field ->
                assertThat(field.parts())
                    .extracting(Field::name)
                    .containsExactly(same, "user.name"));
  }

  @Test
  void aCorrelationAboveCannotTakeItForTheFieldOfOneRule() {
    assertThat(Sigma.findings(rules("user.name", "requestParameters.name")))
        .singleElement()
        .asString()
        .contains("c doesn't group by requestParameters.name, and its alerts don't tell it")
        .endsWith("it groups by who");
    assertThat(Sigma.findings(rules("user.name", "who"))).isEmpty();
    assertThat(Sigma.findings(rules("user.name", "whom")))
        .singleElement()
        .asString()
        .contains("c doesn't group by whom, and its alerts don't tell it");
  }

  @Test
  void whatItStandsForIsReadAndNotTheAliasBelow() {
    RuleReading reading = RuleReading.of(Sigma.files(rules("user.name", "who")), false);
    Rule above = reading.bookOrFindings().find("above").orElseThrow();
    assertThat(new FieldsRead(reading).of(above)).containsExactly("requestParameters.name");
  }

  @Test
  void namesThatGoInACircleEnd() {
    String rules = rules("user.name", "who").replace("one: requestParameters.name, two", "above");
    assertThat(Sigma.findings(rules.replace("above: user.name", "above: name, two: user.name")))
        .isNotEmpty();
  }
}

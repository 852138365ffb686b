package io.trailhound.rules.sigma;

import static io.trailhound.rules.sigma.RightRules.CORRELATION;
import static io.trailhound.rules.sigma.RightRules.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a correlation of each kind. */
class CorrelationFindingsTest {
  @ParameterizedTest(name = "{0} instead of {1}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          type: event_count # type: value_variance # b.yml:4: unknown correlation type value_variance; Trailhound knows event_count
          type: event_count # kind: event_count # b.yml:4: the correlation has no type
          rules: one # rules: three # b.yml:5: there is no rule three; write the name: or id: of a rule
          rules: one # rules: oen # did you mean one?
          rules: one # rules: [] # correlation names no rules
          rules: one # rules: c # b.yml:5: this correlation refers to itself: c -> c
          rules: one # ruls: one # b.yml:5: unknown key ruls in a event_count correlation; allowed are aliases, condition
          timespan: 1h # timespan: 1 hour # b.yml:7: timespan: '1 hour' is no timespan
          timespan: 1h # timespan: 0s # '0s' is no timespan
          timespan: 1h # timespan: 999999999y # b.yml:7: timespan is longer than 100 years; at most timespan: 100y
          timespan: 1h # timespan: 1201M # timespan is longer than 100 years
          timespan: 1h # aliases: {} # timespan is missing; for example timespan: 1h
          timespan: 1h # {timespan: 1h, window: hopping} # unknown window hopping; it is sliding or tumbling
          condition: {gte: 2} # condition: {gt: x} # gt needs a whole number, not x
          condition: {gte: 2} # condition: {ge: 2} # unknown condition ge; it is gt, gte, lt, lte, eq or neq
          condition: {gte: 2} # condition: {field: eventName, gte: 2} # unknown condition field
          condition: {gte: 2} # condition: {} # the condition counts nothing
          condition: {gte: 2} # condition: {gt: 2, lt: 3} # no count can meet this condition
          condition: {gte: 2} # condition: {eq: 1, neq: 1} # b.yml:8: no count can meet this condition
          condition: {gte: 2} # condition: {gt: 4, lte: 5, neq: 5} # no count can meet this condition
          condition: {gte: 2} # condition: {lt: 0} # no count can meet this condition
          condition: {gte: 2} # condition: {lt: 1} # b.yml:8: only a window without events can meet this condition, and windows begin at an event; a temporal with condition: a and not b finds a without b after it; --silence-after tells of trails
          condition: {gte: 2} # condition: {eq: 0} # only a window without events
          condition: {gte: 2} # condition: {lte: 1, neq: 1} # only a window without events
          condition: {gte: 2} # condition: gte 2 # b.yml:8: condition must be a map, this is a text
          condition: {gte: 2} # generate: true # condition is missing
          group-by: user.name # {group-by: user.name, generate: yes} # b.yml:7: generate must be true, false or names of the correlation's rules, this is 'yes'; generate: true lets all of them alert
          group-by: user.name # generate: # b.yml:6: generate must be true, false or names of the correlation's rules, this is empty
          group-by: user.name # generate: {one: true} # b.yml:6: generate must be true, false or names of the correlation's rules, this is a map
          group-by: user.name # generate: [nonesuch] # b.yml:6: there is no rule nonesuch; write the name: or id: of a rule
          group-by: user.name # generate: [oen] # there is no rule oen; did you mean one?
          group-by: user.name # generate: [true] # there is no rule true
          group-by: user.name # generate: [one, two] # b.yml:6: generate names two, which isn't one of the correlation's rules; the correlation that refers to it can generate it
          group-by: user.name # generate: two # generate names two, which isn't one
          group-by: user.name # group-by: username # unknown field username; did you mean user.name?
          group-by: user.name # group-by: {a: b} # group-by must be a list of texts
          name: c # {name: c, generate: maybe} # b.yml:3: generate must be true, false or names of the correlation's rules, this is 'maybe'
          """)
  void mistakesInACorrelation(String line, String instead, String message) {
    String body =
        instead.startsWith("{")
            ? instead.substring(1, instead.length() - 1).replace(", ", "\n" + indent(line))
            : instead;
    assertThat(Sigma.findings(ONE, CORRELATION.replace(line, body)))
        .singleElement()
        .asString()
        .startsWith("b.yml:")
        .contains(message);
  }

  private static String indent(String line) {
    return line.startsWith("name") ? "" : "  ";
  }

  @Test
  void whatGenerateNamesIsToldWithAllElse() {
    String correlation = CORRELATION + "  generate: yes\n";
    assertThat(Sigma.findings(ONE, correlation.replace("timespan: 1h", "timespan: soon")))
        .hasSize(2)
        .anyMatch(it -> it.contains("generate must be"));
    assertThat(
            Sigma.findings(ONE, CORRELATION.replace("rules: one", "rules: oen\n  generate: one")))
        .singleElement()
        .asString()
        .contains("did you mean one?");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          type: temporal\\nrules: [one]\\ngroup-by: user.name\\ntimespan: 1h # temporal needs at least two rules
          type: temporal\\nrules: [one, one]\\ngroup-by: user.name\\ntimespan: 1h # names a rule twice
          type: temporal\\nrules: [one, two]\\ngroup-by: user.name\\ntimespan: 1h\\ncondition: {gte: 1} # at least two of the rules must be asked for, and no more than there are; gte: 2
          type: temporal\\nrules: [one, two]\\ngroup-by: user.name\\ntimespan: 1h\\nwindow: sliding # unknown key window
          type: new_terms\\nrules: one\\ntimespan: 1d\\ncondition: {field: eventName} # new_terms needs group-by
          type: new_terms\\nrules: one\\ngroup-by: user.name\\ntimespan: 1d\\ncondition: {gte: 2} # unknown key gte
          type: new_terms\\nrules: one\\ngroup-by: user.name\\ntimespan: 1d\\ncondition: {} # field is missing; name a field
          type: value_count\\nrules: one\\ngroup-by: user.name\\ntimespan: 1d\\ncondition: {gte: 2} # field is missing
          type: rare_ratio\\nrules: one\\ngroup-by: user.name\\ntimespan: 7d\\nevery: 1h\\norganization: source.as.organization.name\\nsensitive: two\\ncondition: {} # rare_ratio needs trusted:; the name of a detection rule
          type: temporal\\nrules: [one, two]\\ngroup-by: who\\ntimespan: 1h\\naliases: {who: {one: user.name}} # the alias who has no field for two
          """)
  void mistakesInOtherKinds(String body, String message) {
    String text = "title: C\nname: c\ncorrelation:\n" + body.replace("\\n", "\n").indent(2);
    assertThat(Sigma.findings(ONE, text))
        .singleElement()
        .asString()
        .startsWith("b.yml:")
        .contains(message);
  }

  @Test
  void aSequenceOfMoreStepsThanAreKeptApartIsRefused() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      rules
          .append(ONE.substring(ONE.indexOf("title: Two")).replace("two", "r" + i))
          .append("---\n");
    }
    String sequence =
        "title: S\nname: s\ncorrelation:\n  type: temporal\n  timespan: 1h\n  rules: [%s]\n";
    assertThat(Sigma.findings(rules + sequence.formatted(names(65))))
        .singleElement()
        .asString()
        .endsWith(": temporal names 65 rules; at most 64; what counts as one step can be one rule");
    assertThat(Sigma.findings(rules + sequence.formatted(names(64)))).isEmpty();
  }

  private static String names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "r" + i).collect(Collectors.joining(", "));
  }

  @Test
  void whatSomeCountMeetsLoads() {
    for (String condition :
        List.of("{lt: 2}", "{lte: 1}", "{gte: 1, lte: 2, neq: 1}", "{neq: 0}")) {
      assertThat(Sigma.findings(ONE, CORRELATION.replace("{gte: 2}", condition))).isEmpty();
    }
    String values = CORRELATION.replace("event_count", "value_count");
    assertThat(Sigma.findings(ONE, values.replace("{gte: 2}", "{field: errorCode, lt: 1}")))
        .as("calls without a value")
        .isEmpty();
    assertThat(Sigma.findings(ONE, CORRELATION.replace("1h", "100y"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "timespan: 7d, timespan: 101y, b.yml:7: timespan is longer than 100 years",
    "every: 1h, every: 101y, b.yml:8: every is longer than 100 years",
    "latest_uncommon: 1h, latest_uncommon: 101y, latest_uncommon is longer than 100 years",
    "sensitive_actions: {gte: 2}, sensitive_actions: {gte: 9999999999}, at most 2147483647",
    "trusted: {gte: 100}, trusted: {gte: 1e30}, at most 2147483647",
    "latest_uncommon: 1h, latest_uncommon: soon, is no timespan",
    "latest_uncommon: 1h, latest_uncommon: 2h, latest_uncommon must equal every"
  })
  void mistakesInTheConditionsOfARareRatio(String right, String wrong, String message) {
    String rule =
        """
        title: R
        name: r
        correlation:
          type: rare_ratio
          rules: one
          group-by: user.name
          timespan: 7d
          every: 1h
          organization: source.as.organization.name
          trusted: one
          sensitive: two
          condition:
            trusted: {gte: 100}
            uncommon: {gte: 1}
            ratio: {lte: 0.01}
            organizations: {lte: 5}
            sensitive_actions: {gte: 2}
            latest_uncommon: 1h
        """;
    assertThat(Sigma.findings(ONE, rule)).isEmpty();
    assertThat(Sigma.findings(ONE, rule.replace(right, wrong)))
        .singleElement()
        .asString()
        .startsWith("b.yml:")
        .contains(message);
  }
}

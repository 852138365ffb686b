package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.ExtraFields;
import io.trailhound.model.ExtraFields.Actions;
import io.trailhound.rules.RuleBook;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of which events alone the decoder reads what the loaded rules name. */
class ExtrasByActionTest {
  private static final String ROLE = "requestParameters.roleName";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {eventName: CreateRole, requestParameters.roleName: x}; createrole
          {eventName: [CreateRole, PutRole], requestParameters.roleName: x}; createrole putrole
          {eventName|startswith: Create, requestParameters.roleName: x}; *create*
          {eventName: CreateRole, requestParameters.roleName|exists: true}; createrole
          {eventName: CreateRole, requestParameters.roleName: null}; createrole
          {eventName: CreateRole, user.name|fieldref: requestParameters.roleName}; createrole
          {eventName: CreateRole, eventSource|fieldref|startswith: requestParameters.roleName}; createrole
          {eventSource: iam.amazonaws.com, requestParameters.roleName: x}; always
          {eventName|neq: CreateRole, requestParameters.roleName: x}; always
          {requestParameters.roleName: x}; always
          """)
  void isWhatARuleAsksFor(String selection, String expected) {
    RuleBook book = Sigma.detection("selection: " + selection + "\ncondition: selection");
    assertThat(onlyOf(book).getOrDefault(ROLE, "always")).isEqualTo(expected);
  }

  @Test
  void isWhatAllRulesAskForTogether() {
    assertThat(onlyOf(Sigma.book(rule("a", "CreateRole"), rule("b", "PutRole"))))
        .containsEntry(ROLE, "createrole putrole");
    String any = rule("b", "PutRole").replace("eventName: PutRole", "awsRegion: eu-west-1");
    assertThat(onlyOf(Sigma.book(rule("a", "CreateRole"), any))).isEmpty();
  }

  @Test
  void alternativesMustAllAsk() {
    String either =
        """
        a: {eventName: CreateRole, requestParameters.roleName: x}
        b: {eventName: PutRole}
        condition: %s
        """;
    assertThat(onlyOf(Sigma.detection(either.formatted("a or b"))))
        .containsEntry(ROLE, "createrole putrole");
    assertThat(onlyOf(Sigma.detection(either.formatted("not a or b")))).isEmpty();
  }

  @Test
  void filtersAndCorrelationsReadWhatTheDetectionAsksFor() {
    String filter =
        """
        title: But not these
        logsource: {product: aws}
        filter: {rules: [a], selection: {requestParameters.path: /x/}, condition: selection}
        """;
    String correlation =
        """
        title: Many roles
        name: many
        correlation:
          type: value_count
          rules: [a]
          group-by: [responseElements.role.arn]
          timespan: 10s
          condition: {field: requestParameters.description, gte: 3}
        """;
    assertThat(onlyOf(Sigma.book(rule("a", "CreateRole"), filter, correlation)))
        .isEqualTo(
            Map.of(
                ROLE,
                "createrole",
                "requestParameters.path",
                "createrole",
                "requestParameters.description",
                "createrole",
                "responseElements.role.arn",
                "createrole"));
  }

  private static String rule(String name, String action) {
    return """
        title: Test
        name: %s
        logsource: {product: aws}
        detection:
          selection: {eventName: %s, requestParameters.roleName: x}
          condition: selection
        """
        .formatted(name, action);
  }

  /** By path in words. */
  private static Map<String, String> onlyOf(RuleBook book) {
    ExtraFields extras = book.extraFields();
    Map<String, String> paths = new TreeMap<>();
    extras.onlyOf().forEach((slot, actions) -> paths.put(extras.paths().get(slot), words(actions)));
    return paths;
  }

  private static String words(Actions actions) {
    Set<String> names = new TreeSet<>(actions.names());
    actions.parts().forEach(part -> names.add("*" + part + "*"));
    return String.join(" ", names);
  }
}

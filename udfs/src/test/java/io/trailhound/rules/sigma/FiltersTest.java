package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.ExtraFields;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private static final String RULES =
      """
      title: One
      id: 11111111-1111-4111-8111-111111111111
      name: one
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: ListUsers}, condition: selection}
      ---
      title: Two
      name: two
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: ListUsers}, condition: selection}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"selection", "not selection", "1 of sel*", "not 1 of them"})
  void bothSpellingsExceptWhatTheSelectionMatches(String condition) {
    RuleBook book = Sigma.book(RULES, filter("one", condition));
    assertThat(matches(book, "one", "adm_bob")).isFalse();
    assertThat(matches(book, "one", "bob")).isTrue();
    assertThat(matches(book, "two", "adm_bob")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one",
        "[one]",
        "11111111-1111-4111-8111-111111111111",
        "any",
        "All",
        "[two, one]"
      })
  void aFilterNamesItsRulesByNameOrIdOrAll(String rules) {
    RuleBook book = Sigma.book(RULES, filter(rules, "selection"));
    assertThat(matches(book, "one", "adm_bob")).isFalse();
  }

  /** As a rule does: the calls to that service, whatever the rules are for. */
  @ParameterizedTest
  @CsvSource({"iam, true", "IAM, true", "s3, false", "cloudtrail, true"})
  void aFilterForOneServiceExceptsOnlyTheCallsToIt(String service, boolean excepted) {
    for (String condition : List.of("selection", "not selection")) {
      String filter =
          filter("any", condition).replace("service: cloudtrail", "service: " + service);
      RuleBook book = Sigma.book(RULES, filter);
      assertThat(matches(book, "one", "adm_bob")).isNotEqualTo(excepted);
      assertThat(matches(book, "one", "bob")).isTrue();
    }
  }

  @Test
  void severalFiltersAllCount() {
    String other = filter("any", "selection").replace("adm_", "svc_");
    RuleBook book = Sigma.book(RULES, filter("one", "not selection"), other);
    assertThat(matches(book, "one", "adm_bob")).isFalse();
    assertThat(matches(book, "one", "svc_bob")).isFalse();
    assertThat(matches(book, "two", "svc_bob")).isFalse();
    assertThat(matches(book, "one", "bob")).isTrue();
  }

  @Test
  void aFilterChangesTheVersionOfItsRulesOnly() {
    RuleBook plain = Sigma.book(RULES);
    RuleBook filtered = Sigma.book(RULES, filter("one", "selection"));
    assertThat(version(filtered, "one")).isNotEqualTo(version(plain, "one"));
    assertThat(version(filtered, "two")).isEqualTo(version(plain, "two"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "counts"})
  void aFiltersListIsPartOfTheVersionOfItsRulesAndOfThoseAbove(String filtered) {
    String counts =
        "title: C\nname: counts\ncorrelation: {type: event_count, rules: [one], timespan: 1h, condition: {gte: 2}}\n";
    String above = counts.replace("counts", "above").replace("[one]", "[counts]");
    String filter =
        filter(filtered, "selection").replace("|startswith: adm_", "|expand: '%people%'");
    RuleFiles files = Sigma.files(RULES, counts, above, filter);
    RuleBook alice = RuleLoader.load(withList(files, "alice"));
    RuleBook bob = RuleLoader.load(withList(files, "bob"));
    for (String rule : List.of(filtered, "counts", "above")) {
      assertThat(version(alice, rule)).as(rule).isNotEqualTo(version(bob, rule));
    }
    assertThat(version(alice, "two")).isEqualTo(version(bob, "two"));
    assertThat(version(alice, "above"))
        .isEqualTo(version(RuleLoader.load(withList(files, "alice # she")), "above"));
  }

  private static RuleFiles withList(RuleFiles files, String values) {
    return new RuleFiles(
        files.rules(), List.of(new RuleSource("lists/people.txt", values)), List.of("lists"));
  }

  /** The event is of 12:00:00 on that day. */
  @ParameterizedTest
  @CsvSource({
    "2026-09-02, true",
    "2026-09-01T12:00:01Z, true",
    "2026-09-01T12:00:00Z, false",
    "2026-09-01T14:00:00+02:00, false",
    "2026-09-01, false"
  })
  void anExceptionEndsByTheTimeOfTheEvent(String expires, boolean excepted) {
    for (String condition : List.of("selection", "not selection")) {
      RuleBook book =
          Sigma.book(
              RULES, filter("one", condition) + "expires: " + expires + "\nreason: ticket 7\n");

      assertThat(matches(book, "one", "adm_bob")).isNotEqualTo(excepted);
      assertThat(matches(book, "one", "bob")).isTrue();
      assertThat(book.expiries())
          .singleElement()
          .satisfies(
              expiry -> {
                assertThat(expiry.filter()).isEqualTo("b.yml:1");
                assertThat(expiry.reason()).isEqualTo("ticket 7");
              });
    }
  }

  @Test
  void mistakesAreNamed() {
    for (String date : List.of("soon", "", "2026-13-01", "2026-09-01T12:00")) {
      assertThat(Sigma.findings(RULES, filter("one", "selection") + "expires: " + date + "\n"))
          .singleElement()
          .asString()
          .startsWith("b.yml:7: expires is no date: " + date)
          .contains("2026-12-31");
    }
    assertThat(Sigma.book(RULES, filter("on", "selection")).notes())
        .extracting(Finding::toString)
        .first()
        .isEqualTo("b.yml:4: there is no rule on; did you mean one?");
    assertThat(Sigma.findings(RULES, filter("[]", "selection")))
        .singleElement()
        .asString()
        .contains("a filter names its rules");
    assertThat(Sigma.findings(RULES, filter("one", "selectoin")))
        .singleElement()
        .asString()
        .startsWith("b.yml:6: condition: there is no selection selectoin");
  }

  private static String filter(String rules, String condition) {
    return """
        title: Administrators may
        logsource: {product: aws, service: cloudtrail}
        filter:
          rules: %s
          selection: {user.name|startswith: adm_}
          condition: %s
        """
        .formatted(rules, condition);
  }

  private static boolean matches(RuleBook book, String rule, String user) {
    String record =
        "'eventSource':'iam.amazonaws.com','eventName':'ListUsers','userIdentity':{'type':'IAMUser','userName':'%s'}";
    EventView view = new EventView().of(Sigma.event(ExtraFields.NONE, record.formatted(user)));
    return ((Rule.Match) book.find(rule).orElseThrow()).condition().test(view);
  }

  private static String version(RuleBook book, String rule) {
    return book.find(rule).orElseThrow().info().version();
  }
}

package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a rule matches an event, or doesn't. */
class ExplainerTest {
  private static final String RULE =
      """
      title: R
      name: r
      logsource: {product: aws, service: %s}
      detection:
        sel:
          eventName|cased: CreateUser
          userIdentity.type: Root
        other: [evil, {awsRegion|re: ^EU-}]
        filter_known: {user.name: terraform}
        condition: (sel or all of other) and not 1 of filter_*
      """;

  private static Explained explained(String record, String... files) {
    Explainer explainer = new Explainer(RuleReading.of(Sigma.files(files), false));
    return explainer.detection("r", Sigma.event(explainer.extraFields(), record)).orElseThrow();
  }

  private static List<String> causes(Explained explained) {
    return explained.causes().stream().map(cause -> cause.label() + " " + cause.why()).toList();
  }

  @Test
  void theTreeIsThatOfTheCondition() {
    Explained tree =
        explained(
            "'eventName':'CreateUser','userIdentity':{'type':'Root'},'awsRegion':'us-east-1'",
            RULE.formatted("cloudtrail"));
    assertThat(tree.holds()).isTrue();
    assertThat(tree.label()).isEqualTo("and");
    assertThat(tree.parts()).extracting(Explained::label).containsExactly("or", "not");
    Explained sel = tree.parts().get(0).parts().get(0);
    assertThat(sel.label()).isEqualTo("sel");
    assertThat(sel.parts()).allMatch(Explained::holds);
    assertThat(sel.parts().get(0).label()).isEqualTo("eventName|cased: CreateUser");
    assertThat(sel.parts().get(0).seen()).containsExactly("CreateUser");
  }

  @Test
  void itSaysWhyNot() {
    Explained tree =
        explained("'eventName':'createuser','awsRegion':'eu-west-1'", RULE.formatted("cloudtrail"));
    assertThat(tree.holds()).isFalse();
    assertThat(causes(tree))
        .containsExactly(
            "eventName|cased: CreateUser other case",
            "userIdentity.type: Root missing",
            "keyword: evil not found",
            "awsRegion|re: ^EU- other case");
    assertThat(tree.failedSelections())
        .extracting(Explained::label)
        .containsExactly("sel", "other");
  }

  @Test
  void whatAFilterTakesIsNamed() {
    Explained tree =
        explained(
            "'eventName':'CreateUser','userIdentity':{'type':'Root','userName':'terraform'}",
            RULE.formatted("cloudtrail"));
    assertThat(tree.holds()).isFalse();
    assertThat(tree.failedSelections())
        .extracting(Explained::label)
        .containsExactly("filter_known");
    assertThat(tree.failedSelections().get(0).holds()).isTrue();
  }

  @Test
  void theServiceAndFiltersBelongToIt() {
    String filter =
        "title: F\nlogsource: {product: aws}\nfilter: {rules: [r], x: {awsRegion: us-east-1}, condition: %s}\n";
    String record =
        "'eventName':'CreateUser','eventSource':'%s.amazonaws.com','userIdentity':{'type':'Root'},'awsRegion':'us-east-1'";
    for (String condition : List.of("x", "not x")) {
      Explained tree =
          explained(record.formatted("iam"), RULE.formatted("iam"), filter.formatted(condition));
      assertThat(tree.holds()).as(condition).isFalse();
      assertThat(tree.failedSelections())
          .extracting(Explained::label)
          .containsExactly("filter b.yml:1");
    }
    Explained other =
        explained(
            record.formatted("sts"),
            RULE.formatted("iam"),
            filter.formatted("y").replace("x:", "y:").replace("us-east-1", "eu"));
    assertThat(causes(other)).containsExactly("eventSource of logsource.service other value");
  }

  /** It comes to the same as what runs. */
  @ParameterizedTest
  @CsvSource({
    "CreateUser, Root, root, true",
    "CreateUser, Root, terraform, false",
    "createuser, Root, root, false",
    "CreateUser, IAMUser, evil, false",
    "CreateUser, root, x, true"
  })
  void itComesToTheSameAsTheRule(String event, String type, String user, boolean fires) {
    String record =
        "'eventName':'%s','userIdentity':{'type':'%s','userName':'%s'}"
            .formatted(event, type, user);
    String rule = RULE.formatted("cloudtrail");
    assertThat(explained(record, rule).holds()).isEqualTo(fires);
    RuleBook book = Sigma.book(rule);
    Rule.Match match = (Rule.Match) book.find("r").orElseThrow();
    EventView view = new EventView().of(Sigma.event(book.extraFields(), record));
    assertThat(match.condition().test(view)).isEqualTo(fires);
  }

  @Test
  void aCorrelationSaysWhatItWouldNeed() {
    String counts =
        """
        title: C
        name: c
        correlation:
          type: value_count
          rules: [r]
          group-by: [who, awsRegion]
          timespan: 10m
          aliases: {who: {r: requestParameters.name}}
          condition: {field: eventName, gt: 5}
        """;
    Explainer explainer =
        new Explainer(RuleReading.of(Sigma.files(RULE.formatted("cloudtrail"), counts), false));
    String record = "'eventName':'CreateUser','requestParameters':{'name':'me'}";
    assertThat(explainer.correlated("c", "r", Sigma.event(explainer.extraFields(), record)))
        .containsExactly("who = me", "awsRegion is missing", "eventName = CreateUser");
    assertThat(explainer.needs("c"))
        .isEqualTo("group-by who, awsRegion; timespan 10m; condition field eventName, gt 5");
  }

  /** {@code any} among names is a name, as it is to what runs. */
  @Test
  void theFiltersAreThoseThatApply() {
    String filter =
        "title: F\nlogsource: {product: aws}\nfilter: {rules: %s, x: {awsRegion: us-east-1}, condition: x}\n";
    String record =
        "'eventName':'CreateUser','userIdentity':{'type':'Root'},'awsRegion':'us-east-1'";
    String other = RULE.formatted("cloudtrail").replace("name: r\n", "name: other\n");
    for (String rules : List.of("any", "[r]", "[any, r]")) {
      assertThat(
              explained(record, RULE.formatted("cloudtrail"), other, filter.formatted(rules))
                  .holds())
          .as(rules)
          .isFalse();
    }
    assertThat(
            explained(record, RULE.formatted("cloudtrail"), other, filter.formatted("[any, other]"))
                .holds())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'awsRegion':'x', missing",
    "'responseElements':null, it's null",
    "'responseElements':[], there without a value",
    "'responseElements':[null], there without a value",
    "'responseElements':{'a':1}, other value"
  })
  void whatStandsForNoValueIsToldFromNothing(String record, String why) {
    for (String asked : List.of("responseElements: x", "responseElements|exists: false")) {
      String rule =
          "title: R\nname: r\nlogsource: {product: aws}\ndetection: {s: {%s}, condition: s}\n";
      Explained explained = explained("'eventName':'x'," + record, rule.formatted(asked));
      if (!explained.holds()) {
        assertThat(explained.causes()).singleElement().extracting(Explained::why).isEqualTo(why);
      }
    }
  }

  @Test
  void aCorrelationsFiltersAreItsOwn() {
    String count =
        "title: C\nname: c\ncorrelation: {type: event_count, rules: [r], timespan: 10m, condition: {gt: 5}}\n";
    String filter =
        "title: F\nlogsource: {product: aws}\nfilter: {rules: [c], x: {awsRegion: us-east-1}, condition: not x}\n";
    Explainer explainer =
        new Explainer(
            RuleReading.of(Sigma.files(RULE.formatted("cloudtrail"), count, filter), false));
    String record = "'eventName':'CreateUser','userIdentity':{'type':'Root'},'awsRegion':'%s'";
    CloudTrailEvent taken = Sigma.event(explainer.extraFields(), record.formatted("us-east-1"));
    CloudTrailEvent left = Sigma.event(explainer.extraFields(), record.formatted("us-east-2"));
    assertThat(explainer.detection("r", taken).orElseThrow().holds()).isTrue();
    assertThat(explainer.filters("c", taken).orElseThrow().holds()).isFalse();
    assertThat(explainer.filters("c", left).orElseThrow().holds()).isTrue();
    assertThat(explainer.filters("r", taken)).isEmpty();
  }

  @Test
  void ofAListAllIsTold() {
    String count =
        "title: C\nname: c\ncorrelation: {type: event_count, rules: [r], group-by: [requestParameters.who], timespan: 10m, condition: {gt: 5}}\n";
    Explainer explainer =
        new Explainer(RuleReading.of(Sigma.files(RULE.formatted("cloudtrail"), count), false));
    String record = "'eventName':'CreateUser','requestParameters':{'who':['a','b']}";
    assertThat(explainer.correlated("c", "r", Sigma.event(explainer.extraFields(), record)))
        .containsExactly("requestParameters.who = [a, b]");
  }
}

package io.trailhound.match;

import static io.trailhound.match.GivenRules.correlation;
import static io.trailhound.match.GivenRules.rule;
import static io.trailhound.match.GivenRules.signals;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.Combinations;
import io.trailhound.rules.sigma.Sigma;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fields with several values, and what of them is counted, measured or a group. */
class SignalValuesTest {
  @Test
  void whatIsMeasuredAreAllNumbersOfAFieldAndNothingElse() {
    RuleBook book =
        Sigma.book(
            rule("base", "eventName: A", "s"),
            correlation("sum", "value_sum", "{gte: 2, field: requestParameters.n}", "user.name"));
    String who = ",'userIdentity':{'type':'IAMUser','userName':'bob'}";
    for (String[] each :
        new String[][] {
          {"5", "[5]"},
          {"'5'", "[5]"},
          {"5.50", "[5.50]"},
          {"'many'", "[]"},
          {"null", "[]"},
          {"[5, 5, 'x', 1e400, -2]", "[5, 5, -2]"},
          {"{'a': 5}", "[]"},
          {"true", "[]"}
        }) {
      String event = "'eventName':'A','requestParameters':{'n':" + each[0] + "}" + who;
      assertThat(signals(book, event))
          .singleElement()
          .satisfies(s -> assertThat(Values.split(s.value)).as(each[0]).hasToString(each[1]));
    }
    assertThat(signals(book, "'eventName':'A'" + who))
        .singleElement()
        .satisfies(s -> assertThat(s.value).isNull());
  }

  @Test
  void eachElementOfAListIsAValueOfOneCall() {
    String field = "{field: requestParameters.ids}";
    RuleBook book =
        Sigma.book(
            rule("base", "eventName: A", "s"),
            correlation("count", "event_count", "{gte: 2}", "requestParameters.ids"),
            correlation(
                "values", "value_count", "{gte: 2, field: requestParameters.ids}", "user.name"),
            correlation("terms", "new_terms", field, "[user.name, requestParameters.to]"),
            correlation(
                "pairs",
                "value_count",
                "{gte: 2, field: [requestParameters.ids, requestParameters.to]}",
                "user.name"));
    List<Signal> signals =
        signals(
            book,
            "'eventName':'A','userIdentity':{'userName':'bob'},"
                + "'requestParameters':{'ids':['x','y','x'],'to':['1','2']}");
    assertThat(signals)
        .extracting(signal -> signal.rule + " " + signal.group + " " + Values.split(signal.value))
        .containsExactlyInAnyOrder(
            "count x []",
            "count y []",
            "values bob [x, y]",
            "terms bob\u001f1 [x]",
            "terms bob\u001f1 [y]",
            "terms bob\u001f2 [x]",
            "terms bob\u001f2 [y]",
            "pairs bob [x, 1, x, 2, y, 1, y, 2]");
  }

  /** Who writes both values could hide a second one behind a first, or make a new term none. */
  @Test
  void fieldsTakenTogetherAreOtherOnesWhereTheirValuesPartElsewhere() {
    String field = "field: [requestParameters.p, requestParameters.q]";
    RuleBook book =
        Sigma.book(
            rule("base", "eventName: A", "s"),
            correlation("pairs", "value_count", "{gte: 2, " + field + "}", "user.name"),
            correlation("terms", "new_terms", "{" + field + "}", "user.name"));
    String event = "'eventName':'A','userIdentity':{'userName':'bob'},'requestParameters':";
    List<String> values = new ArrayList<>();
    for (String pair : List.of("{'p':'a, b','q':'c'}", "{'p':'a','q':'b, c'}")) {
      signals(book, event + pair).forEach(signal -> values.add(signal.rule + " " + signal.value));
    }
    assertThat(values)
        .containsExactlyInAnyOrder(
            "pairs \"a, b\", c", "terms \"a, b\", c", "pairs a, \"b, c\"", "terms a, \"b, c\"");
  }

  @Test
  void namedFieldsHaveListsToo() {
    RuleBook book =
        Sigma.book(
            rule("agent", "userAgent: b/2", "s"),
            rule("agent_name", "user_agent.name: aws-cli", "s"),
            rule("error", "errorCode: AccessDenied", "s"),
            rule("failure", "event.outcome: failure", "s"),
            rule("action", "eventName: [A, B]", "s"),
            rule("other_action", "eventName: C", "s"),
            rule("provider", "eventSource: q", "s"),
            rule("address", "'source.ip|cidr': 198.18.0.0/16", "s"),
            rule("base", "eventName: B", "s"),
            correlation("arns", "value_count", "{gte: 2, field: user.name}", "userIdentity.arn"));
    List<String> seen =
        signals(
                book,
                "'eventName':['A','B'],'eventSource':['p','q'],'userAgent':['','a/1','aws-cli/2.1 b','b/2'],"
                    + "'errorCode':['','AccessDenied'],'sourceIPAddress':['AWS Internal','198.18.0.1'],"
                    + "'userIdentity':{'arn':['-','r1','r2'],'userName':['bob',null,'eve']}")
            .stream()
            .map(signal -> signal.rule + " " + signal.group + " " + Values.split(signal.value))
            .toList();
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "agent null []",
            "agent_name null []",
            "error null []",
            "failure null []",
            "action null []",
            "provider null []",
            "address null []",
            "arns r1 [bob, eve]",
            "arns r2 [bob, eve]");
  }

  /** Detectors count an event once; so what it brings as one rule and as another goes together. */
  @Test
  void anEventThatIsSeveralRulesOfAnAliasBringsTheValuesOfAll() {
    for (List<String> order : List.of(List.of("one", "two"), List.of("two", "one"))) {
      RuleBook book =
          Sigma.book(
              rule("one", "eventName: A", "s"),
              rule("two", "eventSource: p", "s"),
              aliased("values", "value_count", "{field: what, gte: 2}", order),
              aliased("sum", "value_sum", "{field: what, gte: 2}", order));
      String who = ",'userIdentity':{'userName':'bob'}";
      String both = "'eventName':'A','eventSource':'p','requestParameters':";
      assertThat(brought(book, both + "{'m':1,'n':10}" + who))
          .containsExactlyInAnyOrder("values bob [1, 10]", "sum bob [1, 10]");
      assertThat(brought(book, both + "{'m':[7,7],'n':7}" + who))
          .containsExactlyInAnyOrder("values bob [7]", "sum bob [7, 7, 7]");
      assertThat(brought(book, both + "{'n':10}" + who))
          .containsExactlyInAnyOrder("values bob [10]", "sum bob [10]");
      assertThat(brought(book, both + "{}" + who))
          .containsExactlyInAnyOrder("values bob []", "sum bob []");
      assertThat(brought(book, "'eventName':'A','requestParameters':{'m':1,'n':10}" + who))
          .containsExactlyInAnyOrder("values bob [1]", "sum bob [1]");
    }
  }

  @Test
  void theSameFieldUnderTwoRulesIsReadOnce() {
    RuleBook book =
        Sigma.book(
            rule("one", "eventName: A", "s"),
            rule("two", "eventSource: p", "s"),
            rule("three", "awsRegion: x", "s"),
            """
            title: C
            name: sum
            correlation:
              {type: value_sum, rules: [one, two, three], group-by: user.name, timespan: 1h, condition: {field: what, gte: 2},
               aliases: {what: {one: requestParameters.m, two: requestParameters.m, three: requestParameters.n}}}
            """);
    assertThat(
            brought(
                book,
                "'eventName':'A','eventSource':'p','awsRegion':'x','requestParameters':{'m':1,'n':10},'userIdentity':{'userName':'bob'}"))
        .containsExactly("sum bob [1, 10]");
  }

  private static String aliased(String name, String type, String condition, List<String> rules) {
    return """
        title: C
        name: %s
        correlation:
          {type: %s, rules: %s, group-by: user.name, timespan: 1h, condition: %s,
           aliases: {what: {one: requestParameters.m, two: requestParameters.n}}}
        """
        .formatted(name, type, rules, condition);
  }

  /** Numbers in their order, so that it doesn't matter which rule came first. */
  private static List<String> brought(RuleBook book, String record) {
    return signals(book, record).stream()
        .map(s -> s.rule + " " + s.group + " " + Values.split(s.value).stream().sorted().toList())
        .toList();
  }

  @Test
  void fewLongListsDontBecomeMillions() {
    assertLimited("event_count", "{gte: 2}", "[requestParameters.a, requestParameters.b]");
    assertLimited("new_terms", "{field: requestParameters.a}", "requestParameters.b");
    assertLimited("value_count", "{gte: 2, field: requestParameters.a}", "requestParameters.b");
  }

  private static void assertLimited(String type, String condition, String group) {
    RuleBook book =
        Sigma.book(
            rule("base", "eventName: A", "s"), correlation("limited", type, condition, group));
    String list =
        IntStream.range(0, 500).mapToObj(i -> "'" + i + "'").collect(joining(",", "[", "]"));
    String record = "'eventName':'A','requestParameters':{'a':%1$s,'b':%1$s}";
    List<Signal> signals = new ArrayList<>();
    AtomicInteger cut = new AtomicInteger();
    CloudTrailEvent event = Sigma.event(book.extraFields(), record.formatted(list));
    new RuleMatcher(book)
        .match(
            event,
            new SignalConsumer() {
              @Override
              public void accept(Rule rule, Signal signal) {
                signals.add(signal);
              }

              @Override
              public void cut() {
                cut.incrementAndGet();
              }
            });
    assertThat(signals.stream().mapToInt(signal -> values(signal)).sum())
        .isBetween(500, Combinations.MOST);
    assertThat(cut).as("it is told once an event").hasValue(1);
  }

  /** An event to be counted, without a value, counts as one. */
  private static int values(Signal signal) {
    return Math.max(1, Values.split(signal.value).size());
  }
}

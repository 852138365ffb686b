package io.trailhound.match;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.CloudTrailEvent;
import io.trailhound.model.Signal;
import io.trailhound.model.Values;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.Combinations;
import io.trailhound.rules.sigma.Sigma;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {
  private static final String RULE =
      """
      title: T
      name: %s
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {%s}, t: {eventSource: b}, condition: %s}
      """;

  @Test
  void everyRuleThatMatchesFires() {
    RuleBook book =
        Sigma.book(
            rule("by_action", "eventName: A", "s"),
            rule("by_action_cased", "eventName|cased: A", "s"),
            rule("by_actions", "eventName: [X, a]", "s"),
            rule("by_either", "eventName: A", "s or t"),
            rule("by_provider", "eventSource: B", "s"),
            rule("by_pattern", "'eventName|startswith': A", "s"),
            rule("by_both", "eventName: A, eventSource: B", "s"),
            rule("by_absence", "eventName: X", "not s"),
            rule("never", "eventName: A, awsRegion: nowhere", "s"));
    assertThat(names(book, "'eventName':'A','eventSource':'b'"))
        .containsExactlyInAnyOrder(
            "by_action",
            "by_action_cased",
            "by_actions",
            "by_either",
            "by_provider",
            "by_pattern",
            "by_both",
            "by_absence");
    assertThat(names(book, "'eventName':'a'"))
        .containsExactlyInAnyOrder(
            "by_action", "by_actions", "by_either", "by_pattern", "by_absence");
    assertThat(names(book, "'eventName':'Z','eventSource':'B'"))
        .containsExactlyInAnyOrder("by_either", "by_provider", "by_absence");
    assertThat(names(book, "'eventName':'Z','awsRegion':'nowhere'")).containsExactly("by_absence");
  }

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
  void aDetectionFeedsEveryCorrelationOverIt() {
    RuleBook book =
        Sigma.book(
            rule("base", "eventName: A", "s"),
            correlation("count", "event_count", "{gte: 2}", "user.name"),
            correlation("values", "value_count", "{gte: 2, field: awsRegion}", "user.name"),
            correlation(
                "terms", "new_terms", "{field: awsRegion}", "[user.name, userIdentity.type]"));
    String who = ",'userIdentity':{'type':'IAMUser','userName':'bob'}";
    List<Signal> signals = signals(book, "'eventName':'A','awsRegion':'r'" + who);
    assertThat(signals)
        .extracting(signal -> signal.rule + " " + signal.group + " " + signal.value)
        .containsExactlyInAnyOrder("count bob null", "values bob r", "terms bob\u001fIAMUser r");
    assertThat(signals(book, "'eventName':'A'" + who))
        .as("no value is counted, no term is no term")
        .extracting(signal -> signal.rule + " " + signal.value)
        .containsExactlyInAnyOrder("count null", "values null");
    assertThat(signals(book, "'eventName':'A','awsRegion':'r'"))
        .as("no group, no signal")
        .isEmpty();
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

  @Test
  void extraFieldsAndKeywordsOfManyRulesDontMixUp() {
    RuleBook book =
        Sigma.book(
            rule("first", "requestParameters.a: 1", "s"),
            rule("second", "requestParameters.b: [2, 3], requestParameters.a: 1", "s"),
            rule("words", "'|contains': needle", "s"),
            rule("third", "requestParameters.b: 2", "s"));
    assertThat(names(book, "'eventName':'Z','requestParameters':{'a':'1','b':'2'}"))
        .containsExactlyInAnyOrder("first", "second", "third");
    assertThat(names(book, "'eventName':'Z','requestParameters':{'b':'3','c':['x','a needle']}"))
        .containsExactly("words");
  }

  @Test
  void theMatcherTravels() throws IOException, ClassNotFoundException {
    RuleBook book =
        Sigma.book(
            rule("re", "'eventName|re': '^A'", "s"),
            rule("cidr", "'sourceIPAddress|cidr': 10.0.0.0/8", "s"),
            rule("number", "'requestParameters.n|gt': 1", "s"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new RuleMatcher(book));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RuleMatcher travelled = (RuleMatcher) in.readObject();
      String record = "'eventName':'A','sourceIPAddress':'10.0.0.1','requestParameters':{'n':2}";
      List<String> names = new ArrayList<>();
      travelled.match(
          Sigma.event(book.extraFields(), record), (rule, signal) -> names.add(signal.rule));
      assertThat(names).containsExactlyInAnyOrder("re", "cidr", "number");
    }
  }

  /** An event to be counted, without a value, counts as one. */
  private static int values(Signal signal) {
    return Math.max(1, Values.split(signal.value).size());
  }

  private static String rule(String name, String selection, String condition) {
    return RULE.formatted(name, selection, condition);
  }

  private static String correlation(String name, String type, String condition, String group) {
    return """
        title: C
        name: %s
        correlation: {type: %s, rules: base, group-by: %s, timespan: 1h, condition: %s}
        """
        .formatted(name, type, group, condition);
  }

  private static List<String> names(RuleBook book, String record) {
    return signals(book, record).stream().map(signal -> signal.rule).toList();
  }

  private static List<Signal> signals(RuleBook book, String record) {
    CloudTrailEvent event = Sigma.event(book.extraFields(), record);
    List<Signal> signals = new ArrayList<>();
    new RuleMatcher(book).match(event, (rule, signal) -> signals.add(signal));
    return signals;
  }
}

package io.trailhound.match;

import static io.trailhound.match.GivenRules.correlation;
import static io.trailhound.match.GivenRules.rule;
import static io.trailhound.match.GivenRules.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.model.Signal;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.sigma.Sigma;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {
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

  /** An object as it stands there, and with the texts in it unescaped. */
  @Test
  void aRuleIsFoundByWhateverItsFieldIsComparedAs() {
    RuleBook book =
        Sigma.book(
            rule("object", "requestParameters.p: '{\"a\":{\"b\":\"c\"}}'", "s"),
            rule("unescaped", "requestParameters.p: '{\"a\":\"{\"b\":\"c\"}\"}'", "s"),
            rule("list", "requestParameters.q: x", "s"),
            rule("either", "requestParameters.q: x", "s or t"),
            rule("absent", "requestParameters.q: x", "not s"),
            rule("few", "userIdentity.type: Root, requestParameters.q: y", "s"));
    assertThat(names(book, "'eventName':'Z','requestParameters':{'p':{'a':{'b':'c'}}}"))
        .containsExactlyInAnyOrder("object", "absent");
    assertThat(names(book, "'eventName':'Z','requestParameters':{'p':{'a':'{\\'b\\':\\'c\\'}'}}"))
        .containsExactlyInAnyOrder("unescaped", "absent");
    assertThat(names(book, "'eventName':'Z','requestParameters':{'q':['z','X']}"))
        .containsExactlyInAnyOrder("list", "either");
    assertThat(
            names(
                book,
                "'eventName':'Z','userIdentity':{'type':'Root'},'requestParameters':{'q':'Y'}"))
        .containsExactlyInAnyOrder("few", "absent");
    assertThat(names(book, "'eventName':'Z','userIdentity':{'type':'Root'},'eventSource':'b'"))
        .containsExactlyInAnyOrder("either", "absent");
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

  private static List<String> names(RuleBook book, String record) {
    return signals(book, record).stream().map(signal -> signal.rule).toList();
  }
}

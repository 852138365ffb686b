package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Feed;
import io.trailhound.rules.Finding;
import io.trailhound.rules.Rule;
import io.trailhound.rules.RuleBook;
import io.trailhound.rules.condition.EventView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Folders of rules as people have them: for other logs too, without names, with old spellings. */
class BroughtAlongTest {
  private static final String BODY =
      "detection: {s: {eventName: ListUsers}, condition: s}\nlogsource: ";
  private static final String CLOUDTRAIL = "{product: aws, service: cloudtrail}\n";
  private static final String FLOW_LOGS = "{product: aws, service: vpcflow}\n";

  private static String rule(String keys, String logsource) {
    return "title: T\n" + keys + BODY + logsource;
  }

  private static RuleBook skipping(String... files) {
    return RuleLoader.load(Sigma.files(files), true);
  }

  private static List<String> names(RuleBook book) {
    return book.rules().stream().map(Rule::name).toList();
  }

  private static List<String> notes(RuleBook book) {
    return book.notes().stream().map(Finding::toString).toList();
  }

  private static boolean matches(RuleBook book, String rule, String record) {
    Rule.Match match = (Rule.Match) book.find(rule).orElseThrow();
    return match.condition().test(new EventView().of(Sigma.event(book.extraFields(), record)));
  }

  @Test
  void rulesForOtherLogsAreRefusedWithTheRemedyOrLeftOutAndTold() {
    String mine = rule("name: mine\n", CLOUDTRAIL);
    String windows =
        "title: T\nlogsource: {product: windows}\ndetection: {s: {Image: x}, condition: s}\n";
    String build = "title: T\nlogsource: {category: process_creation}\n" + BODY.split("\n")[0];
    assertThat(Sigma.findings(mine, windows, rule("", FLOW_LOGS), build))
        .hasSize(3)
        .allMatch(it -> it.contains("would never fire here") && it.contains("--rules-foreign skip"))
        .anyMatch(it -> it.startsWith("b.yml:2: this rule is for product windows"))
        .anyMatch(it -> it.contains("service vpcflow"))
        .anyMatch(it -> it.contains("category process_creation"));
    RuleBook book = skipping(mine, windows, rule("", FLOW_LOGS), build);
    assertThat(names(book)).containsExactly("mine");
    assertThat(notes(book)).hasSize(3);
  }

  @Test
  void whatBuildsOnARuleThatIsLeftOutIsLeftOutToo() {
    String counts =
        "title: T\nname: %s\ncorrelation: {type: %s, rules: [%s], group-by: user.name, timespan: 1h%s}\n";
    RuleBook book =
        skipping(
            rule("name: flow\nid: 4711\n", FLOW_LOGS) + "---\n" + rule("name: mine\n", CLOUDTRAIL),
            counts.formatted("first", "temporal", "second, mine", ""),
            counts.formatted("second", "event_count", "'4711'", ", condition: {gte: 2}"));
    assertThat(names(book)).containsExactly("mine");
    assertThat(notes(book))
        .hasSize(3)
        .anyMatch(it -> it.startsWith("b.yml:3: builds on second, which is left out"))
        .anyMatch(it -> it.startsWith("c.yml:3: builds on flow, which is left out"));
  }

  @Test
  void aServiceMeansItsCallsInCloudTrail() {
    RuleBook book =
        Sigma.book(
            rule("name: r\n", "{product: aws, service: iam}\n"),
            rule("name: c\n", "{product: aws, service: CloudWatch}\n"));
    String list = "'eventName':'ListUsers','eventSource':'%s.amazonaws.com'";
    assertThat(matches(book, "r", list.formatted("iam"))).isTrue();
    assertThat(matches(book, "r", list.formatted("sts"))).isFalse();
    assertThat(matches(book, "c", list.formatted("monitoring"))).isTrue();
  }

  @Test
  void aFilterForRulesThatAreNotLoadedIsPassedOverAndTold() {
    String filter =
        "title: F\nlogsource: %s\nfilter: {rules: [%s], s: {user.name: bob}, condition: not s}\n";
    String rule = rule("name: r\n", CLOUDTRAIL);
    RuleBook book =
        Sigma.book(
            rule,
            filter.formatted("{product: aws}", "r, gone"),
            filter.formatted("{product: aws}", "gone"),
            filter.formatted("{product: windows}", "r"));
    assertThat(notes(book))
        .containsExactly(
            "b.yml:3: there is no rule gone; write the name: or id: of a rule that is loaded too",
            "c.yml:3: there is no rule gone; write the name: or id: of a rule that is loaded too",
            "c.yml:3: this filter has none of its rules to filter; it does nothing here",
            "d.yml:1: this filter is for other logs than CloudTrail; it does nothing here");
    String bob = "'eventName':'ListUsers','userIdentity':{'userName':'bob'}";
    assertThat(matches(book, "r", bob)).isFalse();
    assertThat(matches(book, "r", bob.replace("bob", "eve"))).isTrue();
  }

  @Test
  void aFilterOnACorrelationHoldsEventsBackFromItOnly() {
    String count =
        "title: T\nname: c\ncorrelation: {type: event_count, rules: [r], generate: true, group-by: user.name, timespan: 1h, condition: {gte: 2}}\n";
    String filter =
        "title: F\nlogsource: {product: aws}\nfilter: {rules: c, s: {user.name: bob}, condition: not s}\n";
    RuleBook book = Sigma.book(rule("name: r\n", CLOUDTRAIL), count, filter);
    String bob = "'eventName':'ListUsers','userIdentity':{'userName':'bob'}";
    Feed feed = book.feeds("r").get(0);
    assertThat(matches(book, "r", bob)).isTrue();
    assertThat(feed.takes(new EventView().of(Sigma.event(book.extraFields(), bob)))).isFalse();
    String eve = bob.replace("bob", "eve");
    assertThat(feed.takes(new EventView().of(Sigma.event(book.extraFields(), eve)))).isTrue();
    RuleBook without = Sigma.book(rule("name: r\n", CLOUDTRAIL), count);
    assertThat(version(book, "c")).isNotEqualTo(version(without, "c"));
    assertThat(version(book, "r")).isEqualTo(version(without, "r"));
    String steps =
        "title: T\nname: t\ncorrelation: {type: temporal, rules: [c, r], group-by: user.name, timespan: 1h}\n";
    assertThat(
            Sigma.findings(
                rule("name: r\n", CLOUDTRAIL),
                count,
                steps,
                filter.replace("rules: c", "rules: t")))
        .singleElement()
        .asString()
        .contains("c.yml:3: a filter on t can't reach c");
  }

  private static String version(RuleBook book, String rule) {
    return book.find(rule).orElseThrow().info().version();
  }

  @Test
  void namesMayHaveBlanksAndRulesWithoutAreCalledLikeTheirFiles() {
    assertThat(names(Sigma.book(rule("name: Über alles (2)\n", CLOUDTRAIL))))
        .containsExactly("Über alles (2)");
    List<RuleSource> sources =
        List.of(
            new RuleSource("rules/iam/create user.yml", rule("", CLOUDTRAIL)),
            new RuleSource("rules/s3/open.yml", rule("id: 0815\n", CLOUDTRAIL)),
            new RuleSource("rules/ec2/open.yml", rule("", CLOUDTRAIL)),
            new RuleSource(
                "rules/two.yml",
                String.join(
                    "---\n",
                    rule("", CLOUDTRAIL),
                    rule("id: '1'\n", CLOUDTRAIL),
                    rule("name: own\n", CLOUDTRAIL))));
    RuleBook book = RuleLoader.load(new RuleFiles(sources, List.of(), List.of()));
    assertThat(names(book)).containsExactly("create user", "0815", "ec2.open", "two-1", "1", "own");
  }

  @Test
  void aGlobalDocumentStandsForKeysOfTheOthers() {
    String file =
        """
        action: global
        title: Both
        level: high
        logsource: {product: aws}
        detection: {condition: s and not f, f: {user.name: bob}}
        ---
        name: one
        detection: {s: {eventName: ListUsers}}
        ---
        name: two
        level: low
        detection: {s: {eventName: ListRoles}}
        ---
        action: repeat
        name: three
        detection: {s: {eventName: ListGroups}}
        ---
        action: reset
        ---
        """
            + rule("name: four\n", CLOUDTRAIL);
    RuleBook book = Sigma.book(file);
    assertThat(book.rules())
        .extracting(it -> it.name() + " " + it.info().level())
        .containsExactly("one high", "two low", "three low", "four medium");
    assertThat(matches(book, "one", "'eventName':'ListUsers'")).isTrue();
    assertThat(matches(book, "three", "'eventName':'ListGroups'")).isTrue();
    assertThat(matches(book, "two", "'eventName':'ListRoles','userIdentity':{'userName':'bob'}"))
        .isFalse();
    assertThat(Sigma.findings("action: globl\ntitle: x\n"))
        .containsExactly("a.yml:1: unknown action globl; it is global, reset or repeat");
  }
}

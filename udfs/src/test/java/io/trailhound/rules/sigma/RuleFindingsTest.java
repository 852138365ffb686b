package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message names file and line, says what is wrong and what would be right. */
class RuleFindingsTest {
  private static final String ONE =
      """
      title: One
      name: one
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: One}, condition: s}
      ---
      title: Two
      name: two
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: Two}, condition: s}
      """;
  private static final String CORRELATION =
      """
      title: C
      name: c
      correlation:
        type: event_count
        rules: one
        group-by: user.name
        timespan: 1h
        condition: {gte: 2}
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          s: {eventName|contain: x}\\ncondition: s # a.yml:4: eventName|contain: unknown modifier 'contain'; did you mean contains? known are
          s: {eventName|wide: x}\\ncondition: s # a.yml:4: eventName|wide: the modifier wide says what base64 or base64offset encode; add one of them
          s: {eventName|utf16le|utf16be|base64: x}\\ncondition: s # utf16le and utf16be contradict each other
          s: {eventTime|hour: 24}\\ncondition: s # hour '24': hour is a number in 0 - 23
          s: {eventTime|hour|contains: 3}\\ncondition: s # hour has no meaning together with contains
          s: {eventTime|month|lt: May}\\ncondition: s # month compares numbers, 'May' is none
          s: {eventName|: x}\\ncondition: s # unknown modifier ''
          s: {eventName|re|contains: x}\\ncondition: s # contains has no meaning together with re
          s: {eventName|contains|endswith: x}\\ncondition: s # contains and endswith contradict each other
          s: {eventName|i: x}\\ncondition: s # i has no meaning together with equals
          s: {eventName|all|all: x}\\ncondition: s # all stands there twice
          s: {eventName|gt|cased: 1}\\ncondition: s # cased has no meaning together with gt
          s: {eventName|re: '('}\\ncondition: s # a.yml:4: re '(': not a regular expression: missing closing ): (
          s: {eventName|re: 'a(?!b)'}\\ncondition: s # a.yml:4: re 'a(?!b)': RE2, which finds in linear time, has no (?!; write what must or mustn't stand beside it as a selection of its own
          s: {eventName|re: '(?<=a)b'}\\ncondition: s # has no (?<=a)b; write what must or mustn't stand beside it
          s: {eventName|re: '(a)\\1'}\\ncondition: s # \\1; compare two fields with fieldref
          s: {eventName|re: 'a*+b'}\\ncondition: s # has no *+; leave it out, a linear search never goes back
          s: {eventName|re: '[a-z&&[^b]]'}\\ncondition: s # has no &&[; write out the characters
          s: {sourceIPAddress|cidr: 10.0.0.0/33}\\ncondition: s # the prefix length must be 0 to 32
          s: {sourceIPAddress|cidr: here}\\ncondition: s # not an IP network: here
          s: {eventName|gt: many}\\ncondition: s # gt compares numbers, 'many' is none
          s: {eventName|exists: maybe}\\ncondition: s # exists takes true or false
          s: {eventName|contains: null}\\ncondition: s # an empty value has no meaning with contains
          s: {eventName|base64: 'a*'}\\ncondition: s # wildcards can't be encoded in base64
          s: {eventName|expand: '%none%'}\\ncondition: s # there is no list none; make lists/none.txt
          s: {eventName|fieldref: eventSourc}\\ncondition: s # did you mean eventSource?
          s: {eventname: x}\\ncondition: s # a.yml:4: unknown field eventname; did you mean eventName?
          s: {eventName: {a: b}}\\ncondition: s # a field's value is a text or a list of texts, not a map
          s: {eventName: [[a]]}\\ncondition: s # a value must be a text, this is a list
          s: {eventName: []}\\ncondition: s # an empty list matches nothing
          s: {}\\ncondition: s # an empty selection
          s: []\\ncondition: s # an empty list matches nothing
          s: ['']\\ncondition: s # an empty keyword matches every event
          s: {eventName: x} # a.yml:4: condition is missing; for example condition: selection
          s: {eventName: x}\\ncondition: t # a.yml:5: condition: there is no selection t; there are s
          s: {eventName: x}\\ncondition: {a: b} # a.yml:5: condition must be a list of texts
          """)
  void mistakesInADetection(String detection, String message) {
    assertThat(Sigma.findingsIn(detection.replace("\\n", "\n")))
        .singleElement()
        .asString()
        .startsWith("a.yml:")
        .contains(message);
  }

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
          timespan: 1h # aliases: {} # timespan is missing; for example timespan: 1h
          timespan: 1h # {timespan: 1h, window: hopping} # unknown window hopping; it is sliding or tumbling
          condition: {gte: 2} # condition: {gt: x} # gt needs a whole number, not x
          condition: {gte: 2} # condition: {ge: 2} # unknown condition ge; it is gt, gte, lt, lte, eq or neq
          condition: {gte: 2} # condition: {field: eventName, gte: 2} # unknown condition field
          condition: {gte: 2} # condition: {} # the condition counts nothing
          condition: {gte: 2} # condition: {gt: 2, lt: 3} # no count can meet this condition
          condition: {gte: 2} # condition: gte 2 # b.yml:8: condition must be a map, this is a text
          condition: {gte: 2} # generate: true # condition is missing
          group-by: user.name # group-by: username # unknown field username; did you mean user.name?
          group-by: user.name # group-by: {a: b} # group-by must be a list of texts
          """)
  void mistakesInACorrelation(String line, String instead, String message) {
    String body =
        instead.startsWith("{")
            ? instead.substring(1, instead.length() - 1).replace(", ", "\n  ")
            : instead;
    assertThat(Sigma.findings(ONE, CORRELATION.replace(line, body)))
        .singleElement()
        .asString()
        .startsWith("b.yml:")
        .contains(message);
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new_terms | timespan: 1d, condition: {field: user.name} | c.yml:5: c is a correlation; a new_terms takes detection rules
          value_sum | timespan: 1d, condition: {field: user.name, gt: 1} | c.yml:5: c is a correlation; a value_sum takes detection rules
          value_count | timespan: 1d, condition: {field: requestParameters.x, gt: 1} | c.yml:8: c doesn't group by requestParameters.x, and its alerts don't tell it; it groups by user.name
          event_count | timespan: 1d, condition: {gt: 1} | fine
          value_count | timespan: 1d, condition: {field: eventName, gt: 1} | fine
          """)
  void whatBuildsOnCorrelations(String type, String more, String message) {
    String nested =
        """
        title: D
        name: d
        correlation:
          type: %s
          rules: [c]
          group-by: user.name
          %s
        """
            .formatted(type, more.replace(", condition", "\n  condition"));
    List<String> findings = Sigma.findings(ONE, CORRELATION, nested);
    assertThat(findings.isEmpty() ? "fine" : findings.get(0)).startsWith(message);
  }

  @Test
  void aStepThatCannotTellTheGroupIsRefused() {
    String sequence =
        """
        title: S
        name: s
        correlation:
          type: temporal
          rules: [c, two]
          group-by: userIdentity.arn
          timespan: 1h
        """;
    assertThat(Sigma.findings(ONE, CORRELATION, sequence)).isEmpty();
    String unknown = sequence.replace("userIdentity.arn", "requestParameters.roleName");
    assertThat(Sigma.findings(ONE, CORRELATION, unknown))
        .singleElement()
        .asString()
        .startsWith(
            "c.yml:6: c doesn't group by requestParameters.roleName, and its alerts don't tell it;"
                + " it groups by user.name");
  }

  @Test
  void correlationsOverCorrelationsHaveAnEnd() {
    List<String> files = new ArrayList<>(List.of(ONE, CORRELATION));
    String below = "c";
    for (int stage = 2; stage <= 6; stage++) {
      String name = "stage" + stage;
      files.add(CORRELATION.replace("name: c", "name: " + name).replace("one", below));
      below = name;
      List<String> findings = Sigma.findings(files.toArray(String[]::new));
      if (stage < 6) {
        assertThat(findings).isEmpty();
      } else {
        assertThat(findings)
            .singleElement()
            .asString()
            .startsWith("g.yml:5: stage6 is a correlation over correlations over correlations, 6");
      }
    }
  }

  @Test
  void circlesAreRefused() {
    String a = "title: A\nname: x\ncorrelation: {type: temporal, rules: [y, one], timespan: 1h}\n";
    String b = "title: B\nname: y\ncorrelation: {type: temporal, rules: [x, one], timespan: 1h}\n";
    assertThat(Sigma.findings(ONE, a, b))
        .singleElement()
        .asString()
        .contains("refers to itself: x -> y -> x");
  }

  @Test
  void mistakesAroundTheDetection() {
    String rule =
        "title: T\nlogsource: {product: aws}\ndetection: {s: {eventName: A}, condition: s}\n";
    assertThat(Sigma.findings(rule.replace("title: T\n", "")))
        .containsExactly("a.yml:1: title is missing; every Sigma rule has a title:");
    assertThat(Sigma.findings(rule + "level: huge"))
        .containsExactly(
            "a.yml:4: unknown level huge; it is one of informational, low, medium, high, critical");
    assertThat(Sigma.findings(rule.replace("product: aws", "product: windows")))
        .containsExactly(
            "a.yml:2: this rule is for product windows, and would never fire here; only rules for product: aws, service: cloudtrail run; leave it out, or have all such left out with --rules-foreign skip");
    assertThat(Sigma.findings(rule.replace("product: aws", "product: aws, service: guardduty")))
        .singleElement()
        .asString()
        .contains("service guardduty");
    assertThat(Sigma.findings(rule.replace("logsource: {product: aws}\n", "")))
        .singleElement()
        .asString()
        .contains("logsource is missing");
    assertThat(Sigma.findings("title: T\nlogsource: {product: aws}"))
        .singleElement()
        .asString()
        .startsWith("a.yml:1: this isn't a Sigma rule; a document has one of detection:");
    assertThat(Sigma.findings(rule + "correlation: {type: event_count}"))
        .singleElement()
        .asString()
        .contains("more than one rule");
    assertThat(Sigma.findings(rule + "name: a/b"))
        .singleElement()
        .asString()
        .startsWith("a.yml:4: 'a/b' can't be a rule's name");
    assertThat(Sigma.findings("# empty"))
        .containsExactly("a.yml: the file is empty; write a rule or remove it");
    assertThat(Sigma.findings(rule + "tags: {a: b}"))
        .singleElement()
        .asString()
        .startsWith("a.yml:4: tags must be a list of texts");
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

  @ParameterizedTest
  @CsvSource({
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
        .startsWith("b.yml:1")
        .contains(message);
  }

  /** Each alert holds them, and a broker takes no message of any length. */
  @Test
  void moreTextOfItsOwnThanAnAlertHasRoomForIsRefused() {
    String guide = "guide: " + "é".repeat(40_000);
    assertThat(Sigma.findings(ONE.replace("title: One", "title: One\n" + guide)))
        .containsExactly(
            "a.yml:1: title, author, references and guide have 80,003 bytes together; each alert holds them all: at most 65,536 bytes");
  }

  @Test
  void namesAndIdsAreTakenOnce() {
    assertThat(Sigma.findings(ONE, ONE))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("b.yml:2: the name one is taken by a.yml:1; give one of them another");
    String id =
        "title: T\nid: 1\nlogsource: {product: aws}\ndetection: {s: {eventName: A}, condition: s}";
    assertThat(Sigma.findings(id, id))
        .containsExactly(
            "b.yml:2: the id 1 is taken by a.yml:1; give one of them another, or leave the other file out");
  }

  @Test
  void everythingIsFoundAtOnce() {
    String rule =
        """
        title: T
        logsource: {product: aws}
        detection:
          a: {eventname: x}
          b: {eventName|foo: x}
          condition: a and b and c
        """;
    assertThat(Sigma.findings(rule, "title: [", rule.replace("eventname", "eventsource")))
        .hasSize(7)
        .extracting(finding -> finding.substring(0, finding.indexOf(' ')))
        .contains("a.yml:4:", "a.yml:5:", "a.yml:6:", "c.yml:4:", "b.yml:1:");
  }

  @Test
  void aBrokenBaseIsReportedOnce() {
    assertThat(Sigma.findings(ONE.replace("eventName: One", "eventname: One"), CORRELATION))
        .hasSize(1);
  }

  @Test
  void unknownTopLevelKeysAreAllowed() {
    assertThat(
            Sigma.findings(
                "title: T\nlogsource: {product: aws, definition: x}\nowner: me\nstatus: deprecated\n"
                    + "detection: {s: {eventName: A}, condition: s, timeframe: 5m}"))
        .isEmpty();
  }
}

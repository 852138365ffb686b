package io.trailhound.rules.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a detection rule, and what is none. */
class DetectionFindingsTest {
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
  void unknownTopLevelKeysAreAllowed() {
    assertThat(
            Sigma.findings(
                "title: T\nlogsource: {product: aws, definition: x}\nowner: me\nstatus: deprecated\n"
                    + "detection: {s: {eventName: A}, condition: s, timeframe: 5m}"))
        .isEmpty();
  }
}

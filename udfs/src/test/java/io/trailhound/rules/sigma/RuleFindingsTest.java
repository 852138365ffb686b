package io.trailhound.rules.sigma;

import static io.trailhound.rules.sigma.RightRules.CORRELATION;
import static io.trailhound.rules.sigma.RightRules.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What all files together have too much of, or twice; each mistake is told, and once. */
class RuleFindingsTest {
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
}

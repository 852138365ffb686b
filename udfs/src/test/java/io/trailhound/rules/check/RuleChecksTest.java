package io.trailhound.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.rules.Check;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.rules.sigma.RuleSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that load and mean nothing, unused lists, and comments that silence. */
class RuleChecksTest {
  private static final String RULE =
      Checked.HEAD + "detection: {s: {eventName: CreateUser}, condition: s}\n";
  private static final String UNUSED =
      Checked.HEAD
          + "detection:\n  s: {eventName: CreateUser}\n  t: {eventName: DeleteUser}\n  condition: s\n";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          levle: high # a.yml:5:1 misspelt-key: the key levle means nothing; did you mean level?
          Status: test # did you mean status?
          falsepositive: [x] # did you mean falsepositives?
          status: done # a.yml:5:9 status: unknown status done; it is one of stable, test
          date: 2026-02-30 # date: date 2026-02-30 is no date; year, month and day: 2026-01-31
          date: yesterday # date yesterday is no date
          {date: 2026-02-03, modified: 2026-02-01} # a.yml:6:1 date: modified 2026-02-01 lies before date 2026-02-03
          tags: [attack.discovry] # tag: the tag attack.discovry: ATT&CK has no such tactic
          tags: [Attack.T1580] # the tag Attack.T1580 has no form of Sigma's; write attack.t1580
          tags: [attack.t158] # techniques look like t1580 or t1078.004
          tags: [attack.t9999] # a.yml:5:8 tag: the tag attack.t9999: ATT&CK Enterprise 19.1 has no T9999; see attack.mitre.org
          tags: [attack.t1078.009] # tag: the tag attack.t1078.009: ATT&CK Enterprise 19.1 has no T1078.009; T1078 has T1078.001 to T1078.004
          tags: [attack.t1580.001] # has no T1580.001; see attack.mitre.org
          tags: [attack.ta0099] # ATT&CK Enterprise 19.1 has no TA0099
          tags: [attack.t1562.008] # old-tag: the tag attack.t1562.008: ATT&CK took T1562.008 out; write attack.t1685.002, Disable or Modify Cloud Log
          tags: [attack.t1064] # old-tag: the tag attack.t1064: ATT&CK took T1064 out; nothing took its place
          tags: [team.blue] # is in none of Sigma's namespaces
          """)
  void whatIsToldOfKeys(String keys, String message) {
    String lines =
        keys.startsWith("{") ? keys.substring(1, keys.length() - 1).replace(", ", "\n") : keys;
    assertThat(Checked.files(RULE + lines + "\n")).singleElement().asString().contains(message);
  }

  @Test
  void whatIsNot() {
    assertThat(
            Checked.files(
                RULE
                    + "status: deprecated\ndate: 2024/01/31\nmodified: 2026-02-01\nowner: me\nruletype: Sigma\n"
                    + "tags: [attack.initial-access, attack.credential_access, attack.t1078.004, attack.defense-evasion, attack.stealth, attack.ta0112, attack.t1685.002, attack.s0349, cve.2024-1, detection.threat-hunting]\n"))
        .isEmpty();
  }

  @Test
  void idsAreUuids() {
    assertThat(Checked.files(RULE.replace("2f0c1a0e", "rule")))
        .singleElement()
        .asString()
        .contains("a.yml:2:5 id: the id rule-6b5d-4c7a-9f3e-8d1b5a7c9e01 is no UUID");
  }

  @Test
  void aTimeframeMeansNothing() {
    assertThat(Checked.files(RULE.replace("condition: s", "condition: s, timeframe: 5m")))
        .singleElement()
        .asString()
        .contains("timeframe: timeframe means nothing in a detection: each event is judged alone;");
  }

  @Test
  void aTumblingWindowMisses() {
    String counts =
        """
        title: C
        correlation:
          type: event_count
          rules: [r]
          group-by: [user.name]
          timespan: 1h
          window: tumbling
          condition: {gte: 2}
        """;
    assertThat(Checked.files(RULE + "name: r\n", counts))
        .containsExactly(
            "b.yml:7:3 tumbling-window: a tumbling window misses what its edges split, and the public rules mean none; take the key out, or window: sliding");
    assertThat(Checked.files(RULE + "name: r\n", counts.replace("tumbling", "sliding"))).isEmpty();
  }

  @Test
  void listsThatNoRuleReadsAreTold() {
    String reads = RULE.replace("eventName: CreateUser", "eventName|expand: '%one%'");
    RuleFiles files =
        new RuleFiles(
            List.of(new RuleSource("a.yml", reads)),
            List.of(
                new RuleSource("lists/one.txt", "CreateUser"),
                new RuleSource("lists/two.txt", "CreateUser"),
                new RuleSource("shipped:lists/three.txt", "CreateUser")),
            List.of(),
            List.of());
    assertThat(Checked.of(files, Set.of()))
        .containsExactly(
            "lists/two.txt:0:0 unused-list: no rule reads the list two; a rule reads it with expand: '%two%'");
    assertThat(Checked.of(files, Set.of(Check.UNUSED_LIST))).isEmpty();
  }

  @Test
  void aCharacterThatIsNoneIsTold() {
    assertThat(Checked.files(RULE.replace("title: T", "title: T\uFFFD")))
        .singleElement()
        .asString()
        .contains("a.yml:1:9 encoding: this character isn't UTF-8");
  }

  @Test
  void commentsSilence() {
    assertThat(Checked.files(UNUSED)).hasSize(1);
    String beside = "DeleteUser} # trailhound-ignore: unused-selection";
    assertThat(Checked.files(UNUSED.replace("DeleteUser}", beside))).isEmpty();
    String before = "  # trailhound-ignore: date, unused-selection (wanted next week)\n  t:";
    assertThat(Checked.files(UNUSED.replace("  t:", before))).isEmpty();
    String file = "# trailhound-ignore-file: unused-selection\n";
    assertThat(Checked.files(UNUSED + file)).isEmpty();
    assertThat(Checked.files(UNUSED.replace("  s:", before.replace("  t:", "  s:")))).hasSize(1);
  }

  @Test
  void commentsThatSilenceNothingAreTold() {
    assertThat(Checked.files(RULE + "# trailhound-ignore-file: unused\n"))
        .containsExactly(
            "a.yml:5:1 ignored-check: there is no check unused; docs/rules.md lists them");
    assertThat(Checked.files(RULE + "# trailhound-ignore:\n"))
        .singleElement()
        .asString()
        .contains("names no check");
  }

  @Test
  void errorsCannotBeSilenced() {
    String wrong = RULE.replace("eventName", "eventname") + "# trailhound-ignore-file: field\n";
    assertThat(Checked.files(wrong))
        .hasSize(2)
        .anyMatch(it -> it.contains("field: unknown field eventname"))
        .anyMatch(it -> it.contains("field stops the start and can't be silenced"));
  }

  @Test
  void otherFilesAreCheckedWhereOneIsBroken() {
    assertThat(Checked.files("title: [", UNUSED))
        .hasSize(2)
        .anyMatch(it -> it.startsWith("b.yml:6:3 unused-selection"));
  }

  /** A rule for a service that isn't there loads and never fires, like its eventSource. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      nullValues = "-",
      textBlock =
          """
          iamm # a.yml:2:27 event-source: no event has the eventSource iamm.amazonaws.com, which this service means; did you mean iam?
          cloud_trail # did you mean cloudtrail?
          frobnicate # a.yml:2:27 unknown-service: the eventSource frobnicate.amazonaws.com is in no service model
          iam # -
          vpc # event-of-other-service: CreateUser is no event of ec2.amazonaws.com
          cloudwatch # event-of-other-service: CreateUser is no event of monitoring.amazonaws.com
          """)
  void theServiceOfALogsourceIsKnown(String service, String message) {
    String rule =
        """
        title: T
        logsource: {product: aws, service: %s}
        id: 2f0c1a0e-6b5d-4c7a-9f3e-8d1b5a7c9e01
        detection: {s: {eventName: CreateUser}, condition: s}
        """
            .formatted(service);
    List<String> told = Checked.files(rule);
    if (message == null) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).first().asString().contains(message);
    }
  }

  @Test
  void aFilterForAnotherServiceTakesNothingOfARule() {
    String rule =
        """
        title: T
        name: t
        id: 2f0c1a0e-6b5d-4c7a-9f3e-8d1b5a7c9e01
        logsource: {product: aws, service: SERVICE}
        detection: {s: {userIdentity.userName: bob}, condition: s}
        """;
    String filter =
        """
        title: F
        id: 2f0c1a0e-6b5d-4c7a-9f3e-8d1b5a7c9e02
        logsource: {product: aws, service: iam}
        filter: {rules: [t], s: {userIdentity.userName: bob}, condition: not s}
        """;
    assertThat(Checked.files(rule.replace("SERVICE", "s3"), filter)).isEmpty();
    assertThat(Checked.files(rule.replace("SERVICE", "iam"), filter))
        .anyMatch(it -> it.contains("no event can fire this rule"));
  }
}

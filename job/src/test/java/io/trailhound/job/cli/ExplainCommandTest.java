package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules explain}: the tree of a rule over an event, and what a state would have to be. */
class ExplainCommandTest {
  private static final String EVENT =
      "{\"eventTime\":\"2025-03-11T02:26:00Z\",\"eventID\":\"e-1\",\"eventSource\":\"iam.amazonaws.com\","
          + "\"eventName\":\"createUser\",\"userIdentity\":{\"type\":\"IAMUser\",\"userName\":\"o\\u001bps\"}}";
  private static final String RULES =
      """
      title: R
      name: made_user
      logsource: {product: aws, service: cloudtrail}
      detection:
        sel: {eventName%s: CreateUser}
        net: {source.as.number|exists: false}
        filter: {user.name: admin}
        condition: sel and net and not filter
      ---
      title: C
      name: many
      correlation: {type: event_count, rules: [made_user], group-by: [user.name], timespan: 1h, condition: {gte: 3}, generate: true}
      """;

  @TempDir private Path folder;

  private CommandLineRun explain(String cased, String event, String... more) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(rules.resolve("r.yml"), RULES.formatted(cased));
    Path file = Files.writeString(folder.resolve("event.json"), event);
    List<String> arguments =
        new ArrayList<>(List.of("rules", "explain", rules.toString(), "--event", file.toString()));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aRuleThatMatchesIsShownAsAWhole() throws IOException {
    CommandLineRun run = explain("", EVENT);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            2025-03-11T02:26:00Z iam.amazonaws.com createUser e-1
            ✓ made_user
              ✓ and
                ✓ sel
                  ✓ eventName: CreateUser  it's createUser
                ✓ net
                  ✓ source.as.number|exists: false \s
                ✓ not
                  ✗ filter
                    ✗ user.name: admin  other value: it's o\\x1bps
            · many  event_count
                made_user matches: user.name = o\\x1bps
                fires when: group-by user.name; timespan 1h; condition gte 3
                over: made_user

            """);
  }

  @Test
  void oneThatDoesNotSaysWhyInALine() throws IOException {
    assertThat(explain("|cased", EVENT).out())
        .contains(
            "✗ made_user  sel fails: eventName|cased: CreateUser other case: it's createUser\n",
            "✗ many  event_count: none of its rules matches\n");
  }

  @Test
  void oneRuleIsShownAsAWholeInAnyCase() throws IOException {
    assertThat(explain("|cased", EVENT, "--rule", "made_user").out())
        .contains("\n    ✗ sel\n      ✗ eventName|cased: CreateUser  other case: it's createUser\n")
        .doesNotContain("many");
    assertThat(explain("|cased", EVENT, "--rule", "many").out())
        .contains("fires when: group-by user.name; timespan 1h; condition gte 3")
        .contains("made_user: sel fails: ");
  }

  @Test
  void whatAFilterOnACorrelationTakesIsTold() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules"));
    Path filter = rules.resolve("f.yml");
    String text =
        "title: F\nlogsource: {product: aws}\nfilter: {rules: [many], x: {eventName: %s}, condition: not x}\n";

    Files.writeString(filter, text.formatted("createuser"));
    assertThat(explain("", EVENT).out())
        .contains("✓ made_user\n")
        .contains(
            "✗ many  event_count: filter "
                + filter
                + ":1 fails: eventName: createuser it's createUser\n\n");
    assertThat(explain("", EVENT, "--rule", "many").out())
        .contains("✗ many  event_count: filter ", "    made_user matches: user.name = ")
        .contains("    ✗ filter " + filter + ":1\n", "    over: made_user\n");

    Files.writeString(filter, text.formatted("DeleteUser"));
    assertThat(explain("", EVENT).out()).contains("· many  ", "    ✓ filter " + filter + ":1\n");
  }

  @Test
  void theShippedRulesExplainTheirExamples() {
    String event = "../testdata/rules/aws_vpn_asn_discovery_call/events.ndjson";
    String[] command = {
      "rules", "explain", "--event", event, "--rule", "aws_vpn_asn_discovery_call"
    };
    CommandLineRun run = CommandLineRun.of(command);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("missing: networks are known with --asn-db only");
  }

  @Test
  void mistakesAreTold() throws IOException {
    CommandLineRun unknown = explain("", EVENT, "--rule", "made_usr");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            "trailhound: --rule is 'made_usr'. Right would be: the name of a rule that is loaded, such as made_user.\n");
    CommandLineRun none = explain("", "{\"a\":1}");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("dead letter: ", "has no event. Right would be: ");
    CommandLineRun missing = CommandLineRun.of("rules", "explain", "--event", folder + "/none");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("can't be read");
    assertThat(CommandLineRun.of("rules", "explain").exitCode()).isEqualTo(2);
  }
}

package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forgetting where a group has more in it than a principal. */
class ForgetTest {
  private static final String PRINCIPAL = "GetCallerIdentity";

  @TempDir private Path folder;

  private Path rules;
  private String savepoint;

  /** Networks of users, of actions, and of an alias for both; a user is called as an action is. */
  @BeforeEach
  void makeSavepoint() throws Exception {
    rules = Files.createDirectory(folder.resolve("rules"));
    rule("of_user", "recipientAccountId, user.name");
    rule("of_action", "eventName, sourceIPAddress");
    rule("of_who", "who, eventName");
    savepoint = folder.resolve("savepoint").toString();
    Path lines = folder.resolve("state.ndjson");
    Files.write(
        lines,
        List.of(
            "{\"trailhound.state\":1,\"key_groups\":128,\"operators\":[\"new-terms\"]}",
            seen("of_user", "111122223333", PRINCIPAL),
            seen("of_user", PRINCIPAL, "somebody"),
            seen("of_action", PRINCIPAL, "198.51.100.7"),
            seen("of_action", "ListUsers", PRINCIPAL),
            seen("of_who", PRINCIPAL, "ListUsers"),
            seen("of_who", "somebody", PRINCIPAL)));
    assertThat(Ran.of("import", lines.toString(), "--out", savepoint)).is(Ran.WRITTEN);
  }

  private void rule(String name, String groupBy) throws Exception {
    Files.writeString(
        rules.resolve(name + ".yml"),
        """
        title: Calls
        name: %s_calls
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection: {eventSource: sts.amazonaws.com}
          condition: selection
        ---
        title: New
        name: %s
        correlation:
          type: new_terms
          rules: [%s_calls]
          group-by: [%s]
          timespan: 10d
          condition: {field: source.as.number}
          aliases: {who: {%s_calls: user.name, of_action_calls: sourceIPAddress}}
        """
            .formatted(name, name, name, groupBy, name));
  }

  private static String seen(String rule, String one, String other) {
    return """
    {"operator":"new-terms","key":{"rule":"%s","group":["%s","%s"]},"state":"terms","entry":"9009","value":{"episodes":[{"first":1742601600000,"firstEventId":"e","last":1742601600000,"finalSent":true}]}}
    """
        .formatted(rule, one, other)
        .strip();
  }

  @Test
  void onlyWhatIsOfThePrincipalGoesNotAnotherValueThatReadsTheSame() {
    for (String more : List.of("--term=9009", "--all")) {
      String out = folder.resolve("forgotten" + more).toString();
      assertThat(forget(out, more, "--rules-add=" + rules)).is(Ran.WRITTEN);

      assertThat(SavepointsTest.lines(out))
          .containsExactlyInAnyOrderElementsOf(
              SavepointsTest.lines(savepoint).stream()
                  .filter(line -> !line.contains("\"111122223333\",\"" + PRINCIPAL))
                  .filter(line -> !line.contains("\"" + PRINCIPAL + "\",\"ListUsers\""))
                  .toList())
          .hasSize(4);
    }
  }

  @Test
  void whoseAGroupIsIsNotGuessedWithoutItsRule() {
    String out = folder.resolve("never").toString();
    Ran ran = forget(out);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("'" + PRINCIPAL + "' is a value of a group of rule 'of_")
        .endsWith("Right would be: --rules or --rules-add with the rules of the job.\n")
        .hasLineCount(1);
    assertThat(Path.of(out)).doesNotExist();
  }

  private Ran forget(String out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("forget", savepoint, "--principal", PRINCIPAL, "--out", out));
    words.addAll(List.of(more));
    return Ran.of(words.toArray(String[]::new));
  }
}

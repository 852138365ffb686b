package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forgetting where a group has more in it than a principal. */
class ForgetTest {
  private static final String PRINCIPAL = "GetCallerIdentity";

  private static final String SUPPRESSING =
      """
      title: Calls
      name: calls
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventSource: sts.amazonaws.com}
        condition: selection
      suppress: {by: [cloud.account.id, user.name], for: 1h}
      ---
      title: Regions
      name: regions
      correlation:
        type: value_count
        rules: [calls]
        group-by: [eventName, user.name]
        timespan: 10m
        condition: {field: awsRegion, gte: 2}
      suppress: {by: [user.name], for: 1h}
      """;

  private static final String ALIAS =
      """
      title: Created
      name: created
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventName: CreateUser}
        condition: selection
      ---
      title: Listed
      name: listed
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventName: ListUsers}
        condition: selection
      ---
      title: By who
      name: by_who
      correlation:
        type: value_count
        rules: [created, listed]
        group-by: [who]
        aliases:
          who: {created: requestParameters.userName, listed: userIdentity.userName}
        timespan: 6h
        window: tumbling
        condition: {field: awsRegion, gte: 2}
      """;

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
          aliases: {who: {%s_calls: user.name, %s: sourceIPAddress}}
        """
            .formatted(
                name,
                name,
                name,
                groupBy,
                name,
                name.equals("of_action") ? "of_user_calls" : "of_action_calls"));
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

  /** What suppressed alerts have in common are other fields than those of the group. */
  @Test
  void allTakesPeriodsOfSuppressToo() throws Exception {
    Files.writeString(rules.resolve("suppressing.yml"), SUPPRESSING);
    List<String> all =
        List.of(
            period("calls", "111122223333", PRINCIPAL),
            period("calls", PRINCIPAL, "somebody"),
            period("regions", PRINCIPAL),
            period("regions", "somebody"));
    String before = imported("suppress", all);

    Ran inspect = Ran.of("inspect", before, "--principal", PRINCIPAL, "--rule", "regions");
    assertThat(inspect.out())
        .contains(
            "  GetCallerIdentity has one alert of regions from 2025-03-22T00:00:00Z to 2025-03-22T01:00:00Z\n");
    String out = folder.resolve("without").toString();
    assertThat(forgetOf(before, PRINCIPAL, out, "--all", "--rules", rules.toString()))
        .is(Ran.WRITTEN);
    assertThat(states(out)).containsExactlyInAnyOrder(all.get(1), all.get(3));
  }

  /** Which of its rules a value is of doesn't show. */
  @Test
  void anAliasIsAPrincipalWhereItIsOneInAnyOfItsRules() throws Exception {
    Files.writeString(rules.resolve("alias.yml"), ALIAS);
    List<String> all = List.of(call("by_who", PRINCIPAL), call("by_who", "somebody"));
    String before = imported("value-count", all);

    String out = folder.resolve("without").toString();
    assertThat(forgetOf(before, PRINCIPAL, out, "--all", "--rules", rules.toString()))
        .is(Ran.WRITTEN);
    assertThat(states(out)).containsExactly(all.get(1));
  }

  @Test
  void aNameIsTakenAsInspectShowsIt() throws Exception {
    String odd = seen("of_user", "111122223333", "nul\\u0000x");
    String before = imported("new-terms", List.of(odd, seen("of_user", "1", "somebody")));

    assertThat(Ran.of("inspect", before, "--principal", "nul\\x00x").out())
        .contains("111122223333 nul\\x00x saw 9009");
    String out = folder.resolve("without").toString();
    assertThat(forgetOf(before, "nul\\x00x", out, "--rules", rules.toString())).is(Ran.WRITTEN);
    assertThat(states(out)).containsExactly(seen("of_user", "1", "somebody"));
  }

  private String imported(String operator, List<String> states) throws Exception {
    Path lines = folder.resolve("given.ndjson");
    String header =
        "{\"trailhound.state\":1,\"key_groups\":128,\"operators\":[\"%s\"]}".formatted(operator);
    Files.write(lines, Stream.concat(Stream.of(header), states.stream()).toList());
    String out = folder.resolve("given").toString();
    assertThat(Ran.of("import", lines.toString(), "--out", out)).is(Ran.WRITTEN);
    return out;
  }

  private static List<String> states(String path) {
    return Ran.of("inspect", path, "--format", "json").out().lines().toList();
  }

  private static String period(String rule, String... group) {
    return """
    {"operator":"suppress","key":{"rule":"%s","group":["%s"]},"state":"periods","value":{"span":3600000,"open":[{"start":1742601600000,"due":1742601600000,"changed":false}]}}
    """
        .formatted(rule, String.join("\",\"", group))
        .strip();
  }

  private static String call(String rule, String who) {
    return """
    {"operator":"value-count","key":{"rule":"%s","group":["%s"],"start":1742601600000},"state":"values","entry":"a","value":true}
    """
        .formatted(rule, who)
        .strip();
  }

  private Ran forget(String out, String... more) {
    return forgetOf(savepoint, PRINCIPAL, out, more);
  }

  private static Ran forgetOf(String from, String principal, String out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("forget", from, "--principal", principal, "--out", out));
    words.addAll(List.of(more));
    return Ran.of(words.toArray(String[]::new));
  }
}

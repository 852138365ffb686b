package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rules fix} where a file is written so that mending it is easily breaking it. */
class FixLeavesAloneTest {
  private static final String HEAD =
      """
      title: T
      description: "one%s two
        three"
      logsource: {product: aws}
      detection:
        condition: s
        s:
      """;
  private static final String LEFT = "left, as the rule might mean something else: ";

  @TempDir private Path folder;

  private static String rule(String selection) {
    return HEAD.formatted("") + selection.indent(4);
  }

  private CommandLineRun fix(String text, String... options) throws IOException {
    Files.writeString(folder.resolve("r.yml"), text);
    List<String> arguments = new ArrayList<>(List.of("rules", "fix", folder.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private void assertBecomes(String before, String after, String... options) throws IOException {
    assertThat(fix(before, options).exitCode()).isZero();
    assertThat(Files.readString(folder.resolve("r.yml"))).isEqualTo(after);
  }

  private void assertLeft(String text) throws IOException {
    CommandLineRun run = fix(text);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(LEFT + folder.resolve("r.yml") + ":").contains("Mended 0 ");
    assertThat(Files.readString(folder.resolve("r.yml"))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u2028", "\u2029", "\u0085", "\r"})
  void linesEndWhereYamlEndsThem(String end) throws IOException {
    String before = HEAD.formatted(end) + "    eventName:\n      - CreateUser\n";
    String rest = "      - DeleteUser\n      - ListUsers\n";
    assertBecomes(before + "      - CreateUser\n" + rest, before + rest);
  }

  @Test
  void aValueIsQuotedOrTakenOutAndNotBoth() throws IOException {
    assertBecomes(
        rule(
            """
            recipientAccountId:
              - 012345670123
              - 111122223333
              - 012345670123
            """),
        rule(
            """
            recipientAccountId:
              - '012345670123'
              - '111122223333'
            """));
  }

  @Test
  void aNameInItsRightCaseThatStoodThereAlreadyGoes() throws IOException {
    assertBecomes(
        rule("eventName|cased:\n  - createuser\n  - CreateUser\n"),
        rule("eventName|cased:\n  - CreateUser\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errorMessage:\n  - not authorized\n    to perform\n  - not authorized\n    to perform\n",
        "errorMessage:\n  - \"not\n    so\"\n  - \"not\n    so\"\n  - x\n",
        "errorMessage:\n  - |-\n    not\n  - |-\n    not\n",
        "userAgent|cased|contains: '1'\nuserAgent|contains: '2'\n",
        "eventName:\n  - ListUsers\n  - &x ListUsers\nuserAgent: *x\n",
        "eventName:\n  - &x ListUsers\n  - *x\n",
        "recipientAccountId: 012345670123\nuserAgent: a\nuserAgent: b\n",
        "userAgent: &x\n  - a\n  - A\nerrorCode|cased: *x\n",
      })
  void whatWouldMeanSomethingElseIsLeft(String selection) throws IOException {
    assertLeft(rule(selection));
  }

  @Test
  void oneThatIsLeftHoldsTheOthersNotUp() throws IOException {
    String twice = "    errorMessage:\n      - a\n        b\n      - a\n        b\n";
    assertBecomes(
        rule("recipientAccountId: 012345670123\n") + twice,
        rule("recipientAccountId: '012345670123'\n") + twice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errorMessage:\n  - zzz\n  - aaa\n  - not authorized\n    to perform\n",
        "errorMessage:\n  - zzz\n  - aaa\n\n    bbb\n",
        "errorMessage:\n  - zzz\n    - aaa\n",
      })
  void listsWithItemsOfSeveralLinesAreNotSorted(String selection) throws IOException {
    assertBecomes(rule(selection), rule(selection), "--sort");
  }

  @Test
  void aListThatMeansSomethingElsewhereTooIsNotSorted() throws IOException {
    String text = rule("eventName: &x\n  - DeleteUser\n  - CreateUser\n") + "falsepositives: *x\n";
    assertBecomes(text, text, "--sort");
  }
}

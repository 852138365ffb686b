package io.trailhound.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules fix}: what is mended, and all else as it was. */
class FixCommandTest {
  private static final String BEFORE =
      """
      title: Töpfe   # a comment
      logsource: {product: aws, service: cloudtrail}
      detection:
        s:
          userIdentity.accountId: 012345670123      # ours
          "recipientAccountId|cased": ['000000000001', 123456789012]
          eventName|cased:
            - createuser
            - DeleteUser
            - 'deleteROLE'
            - CreateUser # again
            - DeleteUser
        t: {awsRegion: us-east-1}
        condition: s
      """;
  private static final String AFTER =
      """
      title: Töpfe   # a comment
      logsource: {product: aws, service: cloudtrail}
      detection:
        s:
          userIdentity.accountId: '012345670123'      # ours
          "recipientAccountId": ['000000000001', '123456789012']
          eventName|cased:
            - CreateUser
            - DeleteUser
            - 'DeleteRole'
            - CreateUser # again
        t: {awsRegion: us-east-1}
        condition: s
      """;

  @TempDir private Path folder;

  private CommandLineRun fix(String text, String... options) throws IOException {
    Files.writeString(folder.resolve("r.yml"), text);
    List<String> arguments = new ArrayList<>(List.of("rules", "fix", folder.toString()));
    arguments.addAll(List.of(options));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private String file() throws IOException {
    return Files.readString(folder.resolve("r.yml"));
  }

  @Test
  void whatIsSafeIsMended() throws IOException {
    CommandLineRun run = fix(BEFORE);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(file()).isEqualTo(AFTER);
    assertThat(run.out())
        .contains("mended " + folder.resolve("r.yml") + ":5:29: warning: the account id")
        .endsWith("Mended 6 findings in 1 file; 2 left for rules check.\n");
  }

  @Test
  void aDryRunChangesNothing() throws IOException {
    CommandLineRun run = fix(BEFORE, "--dry-run");
    assertThat(file()).isEqualTo(BEFORE);
    assertThat(run.out()).contains("would mend ").contains("Would mend 6 findings");
  }

  @Test
  void lineEndsAndByteOrderMarksStay() throws IOException {
    fix("\uFEFF" + BEFORE.replace("\n", "\r\n"));
    assertThat(file()).isEqualTo("\uFEFF" + AFTER.replace("\n", "\r\n"));
  }

  @Test
  void whatIsInOrderIsLeftAlone() throws IOException {
    String text = AFTER.replace("  t: {awsRegion: us-east-1}\n", "");
    assertThat(fix(text, "--sort", "--dry-run").out())
        .endsWith(" in 0 files; 1 left for rules check.\n");
    assertThat(file()).isEqualTo(text);
  }

  @Test
  void listsAreSortedOnRequest() throws IOException {
    String list =
        """
        title: T
        logsource: {product: aws}
        tags:
          - attack.t1580
          - attack.discovery
        detection:
          s:
            eventName:
              - ListUsers
              - 'DeleteUser'
              - CreateUser
            awsRegion:
              - us-east-1
              # Europe
              - eu-west-1
          words:
            - zebra
            - ape
          condition: s or words
        """;
    fix(list);
    assertThat(file()).isEqualTo(list);
    fix(list, "--sort");
    assertThat(file())
        .isEqualTo(
            list.replace(
                    "      - ListUsers\n      - 'DeleteUser'\n      - CreateUser\n",
                    "      - CreateUser\n      - 'DeleteUser'\n      - ListUsers\n")
                .replace("    - zebra\n    - ape\n", "    - ape\n    - zebra\n"));
  }

  /** What stands beside selections isn't one, whatever it's called. */
  @Test
  void onlyListsOfSelectionsAreSorted() throws IOException {
    String filter =
        """
        title: F
        logsource: {product: aws}
        filter:
          rules:
          - z
          - a
          rules_of:
            condition:
              - z
              - a
          known:
          - z
          - a
          condition:
            - rules_of
            - known
        """;
    String rule =
        """
        ---
        title: T
        logsource: {product: aws}
        detection:

            # the first
            rules:
              - z
              - a
            condition:
              - rules
              - 1 of rules*
        """;
    fix(filter + rule, "--sort");
    assertThat(file())
        .isEqualTo(
            filter
                    .replace("      - z\n      - a\n", "      - a\n      - z\n")
                    .replace("known:\n  - z\n  - a", "known:\n  - a\n  - z")
                + rule.replace("      - z\n      - a\n", "      - a\n      - z\n"));
  }

  @Test
  void aFolderIsNeeded() {
    assertThat(CommandLineRun.of("rules", "fix").exitCode()).isEqualTo(2);
    assertThat(CommandLineRun.of("rules", "fix", folder + "/none").exitCode()).isEqualTo(2);
  }
}

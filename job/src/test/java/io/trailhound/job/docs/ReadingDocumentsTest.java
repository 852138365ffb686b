package io.trailhound.job.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a document counts as a command line, and what of an output as the same. */
class ReadingDocumentsTest {
  @Test
  void commandsStandInBlocksAndInSentences() {
    List<String> lines =
        List.of(
            "Run `./trailhound rules list`, not `./trailhound run` alone:",
            "",
            "    ./trailhound demo     # all of it",
            "    mvn verify",
            "",
            "```",
            "$ ./trailhound run --input a \\",
            "      --asn-db none",
            "  3 records",
            "...",
            "$ cp a b",
            "```",
            "",
            "```yaml",
            "cp: no command",
            "```",
            "",
            "    a drawing");

    assertThat(DocumentedCommands.of("x.md", lines))
        .containsExactly(
            new DocumentedCommand("x.md", 1, "./trailhound rules list", List.of()),
            new DocumentedCommand("x.md", 3, "./trailhound demo", List.of()),
            new DocumentedCommand("x.md", 4, "mvn verify", List.of()),
            new DocumentedCommand(
                "x.md",
                7,
                "./trailhound run --input a --asn-db none",
                List.of("  3 records", "...")),
            new DocumentedCommand("x.md", 11, "cp a b", List.of()));
  }

  @Test
  void aCommandThatNobodyKnowsIsTold() {
    assertThatThrownBy(() -> Treatment.of(new DocumentedCommand("x.md", 3, "aws s3 ls", List.of())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("x.md:3: aws s3 ls");
  }

  @Test
  void outputsAreTheSameButForTimesAndRates() {
    List<String> shown =
        List.of("rule   alerts", "...", "  a  ...", "3 records, 20/s in 3.4 s, 1 alert");

    assertThat("0 records\nrule alerts\nx\ny\na b c\n3 records, 1,000/s in 0.2 s, 1 alert\n")
        .satisfies(output -> assertThat(isShown(shown, output)).isTrue());
    assertThat(isShown(List.of("{\"count\":18, ..."), "{\"count\":18,\"took\":1}")).isTrue();
    assertThat(isShown(shown, "rule alerts\na b\n3 records, 20/s in 3.4 s, 2 alert\n")).isFalse();
    assertThat(isShown(shown, "rule alerts\nb\n3 records, 20/s in 3.4 s, 1 alert\n")).isFalse();
  }

  @Test
  void howManyEarlyAlertsARuleHadHangsOnTheOrderOfArrival() {
    List<String> shown = List.of("✓ a_rule   high    1      1", "✓ other   low   10       ");

    assertThat(isShown(shown, "✓ a_rule high 1 2\n✓ other low 10 \n")).isTrue();
    assertThat(isShown(shown, "✓ a_rule high 2 1\n✓ other low 10 \n")).isFalse();
  }

  private static boolean isShown(List<String> shown, String output) {
    return ShownOutput.pattern(shown).matcher(ShownOutput.normal(output)).find();
  }
}

package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of every command are read the same in any order. */
class OptionsTest {
  private static final Random RANDOM = new Random(1);
  private static final String RULE =
      """
      title: Somebody asks who they are
      name: %s
      status: experimental
      description: For a test.
      logsource:
        product: aws
        service: cloudtrail
      detection:
        selection:
          eventName: GetCallerIdentity
        condition: selection
      tags:
        - attack.discovery
        - attack.t1087
      level: low
      """;

  @TempDir private Path folder;

  private String rules(String name) throws IOException {
    Path rules = Files.createDirectory(folder.resolve(name));
    Path unused = Files.writeString(rules.resolve("rule.yml"), RULE.formatted(name));
    return rules.toString();
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(Ran.of("--help").out())
        .startsWith("Usage: trailhound state ")
        .contains("  inspect ", "  stats ", "  bootstrap ", "  export ", "  import ", "  forget ")
        .contains("  approve ", "  diff ", "  migrate ");
  }

  @Test
  void bootstrapReadsItsOwnAndThoseOfRunInAnyOrder() throws IOException {
    List<String[]> options =
        List.of(
            new String[] {"--input", Vectors.EVENTS.toString(), Vectors.EVENTS.toString()},
            new String[] {"--until", "2026-11-12"},
            new String[] {"--lateness", "20m"},
            new String[] {"--asn-db", Vectors.ASN_DB.toString()},
            new String[] {"--out", folder.resolve("never").toString()},
            new String[] {"--rules-add", rules("one"), rules("two")},
            new String[] {"--dry-run"});
    Ran first = inOrder("bootstrap", options);

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .containsPattern("(?m)^until +command line +2026-11-12$")
        .containsPattern("(?m)^lateness +command line +20m$")
        .containsPattern("(?m)^dead-letters +default +none")
        .doesNotContain("emit")
        .endsWith("Nothing wrong. Nothing was started.\n");
    assertSameInAnyOrder("bootstrap", options, first);
    assertThat(folder.resolve("never")).doesNotExist();
  }

  @Test
  void theSavepointOfApproveMayStandAnywhere() throws IOException {
    List<String[]> options =
        List.of(
            new String[] {Committed.SAVEPOINT.toString()},
            new String[] {"--csv", folder.resolve("none.csv").toString()},
            new String[] {"--rules-add", rules("one")},
            new String[] {"--rules-add", rules("two")},
            new String[] {"--out", folder.resolve("never").toString()});
    Ran first = inOrder("approve", options);

    assertThat(first.err()).contains("csv: ", "none.csv' cannot be read.");
    assertSameInAnyOrder("approve", options, first);
  }

  private static void assertSameInAnyOrder(String command, List<String[]> options, Ran first) {
    for (int i = 0; i < 20; i++) {
      List<String[]> shuffled = new ArrayList<>(options);
      Collections.shuffle(shuffled, RANDOM);
      assertThat(inOrder(command, shuffled)).isEqualTo(first);
    }
  }

  private static Ran inOrder(String command, List<String[]> options) {
    List<String> words = new ArrayList<>(List.of(command));
    options.forEach(one -> words.addAll(List.of(one)));
    return Ran.of(words.toArray(String[]::new));
  }

  @Test
  void aDryRunOfBootstrapTellsWhatIsWrong() {
    Ran input = bootstrap("--input", "/nowhere", "--until", "2026-11-12");
    Ran until = bootstrap("--input", Vectors.EVENTS.toString(), "--until", "soon");

    assertThat(input.exitCode()).isEqualTo(2);
    assertThat(input.err()).startsWith("trailhound: input: '/nowhere' does not exist.");
    assertThat(until.exitCode()).isEqualTo(2);
    assertThat(until.err()).startsWith("trailhound: until: 'soon' is no time.");
  }

  private Ran bootstrap(String... options) {
    List<String> words = new ArrayList<>(List.of("bootstrap", "--dry-run", "--asn-db=none"));
    words.addAll(List.of("--out", folder.resolve("never").toString()));
    words.addAll(List.of(options));
    return Ran.of(words.toArray(String[]::new));
  }
}

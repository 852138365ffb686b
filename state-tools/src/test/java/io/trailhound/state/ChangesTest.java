package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.NewTerms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What forget and approve change, and what the job makes of it. */
class ChangesTest {
  @TempDir static Path folder;
  private static String savepoint;

  @BeforeAll
  static void run() throws Exception {
    savepoint =
        VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL).savepoint();
  }

  private static Sighting newest() {
    return Ran.of("inspect", savepoint, "--format", "json")
        .out()
        .lines()
        .map(StateLine::parse)
        .filter(Sighting::isIn)
        .map(line -> Sighting.of(line, Sighting.episodes(line).iterator().next()))
        .max((a, b) -> Long.compare(a.last(), b.last()))
        .orElseThrow();
  }

  @Test
  void forgetMakesExactlyThatPrincipalsTermNew() {
    Sighting seen = newest();
    String out = folder.resolve("forgotten").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", seen.principal(), "--out", out);

    assertThat(forget).is(Ran.WRITTEN);
    assertThat(Ran.of("diff", savepoint, out).out().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith(seen.principal() + "  -"));
  }

  @Test
  void forgetOfATermLeavesTheOthers() {
    Sighting seen = newest();
    String out = folder.resolve("forgotten-term").toString();
    String[] wanted = {"--principal", seen.principal(), "--term", seen.term()};
    assertThat(
            Ran.of("forget", savepoint, wanted[0], wanted[1], wanted[2], wanted[3], "--out", out))
        .is(Ran.WRITTEN);

    assertThat(Ran.of("diff", savepoint, out).out())
        .isEqualTo("%s  -  %s  %s%n".formatted(seen.principal(), seen.rule(), seen.term()));
  }

  /** The watermark that it has acted on. */
  @Test
  void whatAnOperatorKeepsBesidesItsKeysStays() {
    String out = folder.resolve("forgotten-keys").toString();
    assertThat(Ran.of("forget", savepoint, "--principal", newest().principal(), "--out", out))
        .is(Ran.WRITTEN);

    assertThat(besidesKeys(out)).isEqualTo(besidesKeys(savepoint)).isGreaterThan(1);
  }

  private static long besidesKeys(String savepoint) {
    return Savepoint.open(savepoint).metadata().getOperatorStates().stream()
        .filter(state -> state.getOperatorUid().equals(Optional.of(NewTerms.UID)))
        .flatMap(state -> state.getSubtaskStates().values().stream())
        .mapToLong(subtask -> subtask.getManagedOperatorState().size())
        .sum();
  }

  @Test
  void forgettingWhatIsNotKnownIsSaid() {
    String out = folder.resolve("nothing").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", "nobody", "--out", out);

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err()).contains("knows nothing of nobody").contains("Right would be");
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void approveMakesExactlyThosePairsKnown() throws Exception {
    Sighting seen = newest();
    Path csv = folder.resolve("approved.csv");
    Files.write(
        csv,
        List.of(
            "principal,asn,until",
            seen.principal() + "," + seen.term() + ",2026-12-31",
            "\"arn:aws:iam::111122223333:user/a,b\",AS9009,2026-12-31T12:00:00Z"));
    String out = folder.resolve("approved").toString();
    assertThat(Ran.of("approve", savepoint, "--csv", csv.toString(), "--out", out)).is(Ran.WRITTEN);

    assertThat(Ran.of("diff", savepoint, out).out())
        .isEqualTo(
            "arn:aws:iam::111122223333:user/a,b  +  aws_vpn_asn_first_seen  9009"
                + System.lineSeparator());
    assertThat(Ran.of("inspect", out, "--principal", seen.principal()).out())
        .contains("to 2026-12-21T00:00:00Z");
    assertThat(Ran.of("inspect", out).out()).contains("a,b is approved for 9009");
  }

  @Test
  void aLineThatCannotBeReadIsNamed() throws Exception {
    Path csv = folder.resolve("wrong.csv");
    Files.write(csv, List.of("arn:x,9009,2026-12-31", "arn:x,9009,soon"));
    Ran approve = Ran.of("approve", savepoint, "--csv", csv.toString(), "--out", folder + "/never");

    assertThat(approve.exitCode()).isEqualTo(2);
    assertThat(approve.err()).contains(csv + ":2: 'soon' is no time.");
  }
}

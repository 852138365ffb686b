package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.NewTerms;
import io.trailhound.detect.RareRatio;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.Savepoint;
import io.trailhound.state.savepoint.StateLine;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What forget takes of a principal, and what it says where it takes nothing. */
class ForgetPrincipalTest {
  @TempDir static Path folder;
  private static String savepoint;

  @BeforeAll
  static void run() throws Exception {
    savepoint =
        VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL).savepoint();
  }

  @Test
  void forgetMakesExactlyThatPrincipalsTermNew() {
    Sighting seen = Sightings.newest(savepoint);
    String out = folder.resolve("forgotten").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", seen.principal(), "--out", out);

    assertThat(forget).is(Ran.WRITTEN);
    assertThat(Ran.of("diff", savepoint, out).out().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith(seen.principal() + "  -"));
  }

  @Test
  void forgetOfATermLeavesTheOthers() {
    Sighting seen = Sightings.newest(savepoint);
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
    assertThat(
            Ran.of(
                "forget",
                savepoint,
                "--principal",
                Sightings.newest(savepoint).principal(),
                "--out",
                out))
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
  void forgetOfAPrincipalWithCountsOnlyPointsToInspectAndToAll() {
    String out = folder.resolve("counts").toString();
    Ran forget = Ran.of("forget", savepoint, "--principal", counted(), "--out", out);

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err())
        .contains("no term of " + counted() + ", only windows, counts or steps")
        .contains("inspect --principal " + counted())
        .endsWith("Right would be: --all, to forget those.\n")
        .hasLineCount(1);
    assertThat(Path.of(out)).doesNotExist();
  }

  @Test
  void forgettingATermThatIsNotKnownPointsToThoseThatAre() {
    Ran forget =
        Ran.of(
            "forget",
            savepoint,
            "--principal",
            Sightings.newest(savepoint).principal(),
            "--term",
            "1",
            "--out",
            folder.resolve("no-term").toString());

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err()).contains("under 1. Right would be: a term as 'trailhound state");
  }

  @Test
  void forgetAllTakesWindowsCountsAndStepsToo() {
    for (String principal : Set.of(counted(), mostOperators())) {
      String out = folder.resolve("all-" + principal.replaceAll("\\W", "-")).toString();
      assertThat(Ran.of("forget", savepoint, "--principal", principal, "--all", "--out", out))
          .is(Ran.WRITTEN);

      assertThat(lines(out))
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(
              lines(savepoint).stream().filter(line -> !line.isOf(principal)).toList());
    }
  }

  @Test
  void forgettingAllOfOneTermIsAContradiction() {
    Ran forget =
        Ran.of("forget", savepoint, "--principal=x", "--all", "--term=1", "--out", folder + "/no");

    assertThat(forget.exitCode()).isEqualTo(2);
    assertThat(forget.err()).contains("all and term exclude each other. Right would be: ");
  }

  private static List<StateLine> lines(String path) {
    return Ran.of("inspect", path, "--format", "json").out().lines().map(StateLine::parse).toList();
  }

  /** Whose hours are counted; the ratio's groups begin with a name that is no ARN. */
  private static String counted() {
    return lines(savepoint).stream()
        .filter(line -> line.operator().equals(RareRatio.UID))
        .map(ForgetPrincipalTest::principal)
        .findFirst()
        .orElseThrow();
  }

  private static String mostOperators() {
    Map<String, Set<String>> operators = new TreeMap<>();
    lines(savepoint).stream()
        .filter(line -> line.key().has("group"))
        .forEach(
            line ->
                operators
                    .computeIfAbsent(principal(line), it -> new TreeSet<>())
                    .add(line.operator()));
    return operators.entrySet().stream()
        .max(Comparator.comparingInt(one -> one.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  private static String principal(StateLine line) {
    return line.key().get("group").get(0).asText();
  }
}

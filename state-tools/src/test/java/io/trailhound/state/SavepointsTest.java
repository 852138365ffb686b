package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.detect.NewTerms;
import io.trailhound.state.inspect.Sighting;
import io.trailhound.state.savepoint.StateLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Savepoints of the job over a part of the vectors, of every kind that Flink writes. */
class SavepointsTest {
  @TempDir static Path folder;
  private static String early;
  private static String later;
  private static Sighting sighting;

  @BeforeAll
  static void write() throws Exception {
    early = savepoint("rocksdb", SavepointFormatType.CANONICAL, VectorsJob.HALF / 2);
    later = savepoint("rocksdb", SavepointFormatType.CANONICAL, VectorsJob.HALF);
    sighting = anySighting();
  }

  private static String savepoint(String backend, SavepointFormatType format, int before)
      throws Exception {
    return VectorsJob.stoppedAt(before, backend, format).savepoint();
  }

  @ParameterizedTest
  @CsvSource({"hashmap,NATIVE", "rocksdb,NATIVE"})
  void everyKindOfSavepointIsReadAndComesBackAsItWas(String backend, SavepointFormatType format)
      throws Exception {
    String same = savepoint(backend, format, VectorsJob.HALF);
    Path file = folder.resolve("state-" + backend + format);
    Path imported = folder.resolve("imported-" + backend + format);
    assertThat(Ran.of("export", same, "--out", file.toString()).exitCode()).isZero();
    assertThat(Ran.of("import", file.toString(), "--out", imported.toString()).exitCode()).isZero();

    Set<String> lines = lines(same);
    assertThat(lines).isNotEmpty().isEqualTo(lines(imported.toString()));
    assertThat(Ran.of("diff", same, later)).isEqualTo(new Ran(0, "", ""));
    assertOneTermCanBeForgotten(same, lines, backend);
  }

  /**
   * @param lines of the savepoint
   */
  private static void assertOneTermCanBeForgotten(
      String savepoint, Set<String> lines, String backend) throws Exception {
    Sighting gone = sighting;
    String out = Files.createTempDirectory(folder, "forgotten").resolve("savepoint").toString();
    String[] forget = {
      "forget", savepoint, "--principal", gone.principal(), "--term", gone.term(), "--out", out
    };
    assertThat(Ran.of(forget)).is(Ran.WRITTEN);
    Set<String> left = lines(out);
    assertThat(without(gone, left)).isNotEmpty().isEqualTo(without(gone, lines));
    assertThat(lines).anyMatch(line -> isOf(gone, line));
    assertThat(left).noneMatch(line -> isOf(gone, line));
    VectorsJob.toTheEnd(out, backend, 2, Files.createTempFile(folder, "alerts", ".ndjson"));
  }

  private static boolean isOf(Sighting seen, String line) {
    StateLine parsed = StateLine.parse(line);
    return Sighting.isIn(parsed)
        && parsed.isOf(seen.principal())
        && parsed.entry().asText().equals(seen.term());
  }

  /** Nor with its timers: a key that has nothing else needs none. */
  private static Set<String> without(Sighting gone, Set<String> lines) {
    Set<String> others = new TreeSet<>(lines);
    others.removeIf(line -> isOf(gone, line) || isTimerOf(gone, StateLine.parse(line)));
    return others;
  }

  private static boolean isTimerOf(Sighting seen, StateLine line) {
    return line.operator().equals(NewTerms.UID)
        && line.state().equals(StateLine.TIMERS)
        && line.isOf(seen.principal());
  }

  /** Without the first, which names the savepoint. */
  static Set<String> lines(String savepoint) {
    return new TreeSet<>(Ran.of("export", savepoint, "--out", "-").out().lines().skip(1).toList());
  }

  @Test
  void exportWritesAFileWithAHeader() throws Exception {
    Path file = folder.resolve("state.ndjson");
    assertThat(Ran.of("export", later, "--out", file.toString()).exitCode()).isZero();

    assertThat(Files.readAllLines(file).get(0)).startsWith("{\"trailhound.state\":1,");
  }

  @Test
  void inspectSaysInWordsWhatIsKnownOfAPrincipal() {
    String principal = sighting.principal();
    Ran inspect = Ran.of("inspect", later, "--principal", principal, "--rule", sighting.rule());

    assertThat(inspect.out().lines()).contains("  " + sighting.sentence().words());
    assertThat(inspect.out().lines().skip(1)).allMatch(line -> line.contains(principal));
  }

  @Test
  void statsCountsByOperatorAndRule() {
    Ran stats = Ran.of("stats", later);

    assertThat(stats.exitCode()).isZero();
    assertThat(stats.out()).contains("new-terms", "aws_vpn_asn_first_seen", "Largest principals");
  }

  @Test
  void diffShowsWhatWasGainedAndEndsWithOne() {
    Ran gained = Ran.of("diff", early, later);
    Ran lost = Ran.of("diff", later, early);

    assertThat(gained.exitCode()).isEqualTo(1);
    assertThat(gained.out()).contains("  +");
    assertThat(lost.out().replace("  -", "  *").replace("  +", "  -").replace("  *", "  +"))
        .isEqualTo(gained.out());
  }

  @Test
  void whatIsNoSavepointOfTrailhoundIsRefusedWithOneMessage() {
    Ran inspect = Ran.of("inspect", folder.toString());

    assertThat(inspect.exitCode()).isEqualTo(2);
    assertThat(inspect.err())
        .startsWith("trailhound: '" + folder + "' cannot be read as a savepoint: ")
        .endsWith("Right would be: the folder with its _metadata file.\n");
    assertThat(Ran.of("inspekt").exitCode()).isEqualTo(2);
  }

  private static Sighting anySighting() {
    return Ran.of("inspect", later, "--format", "json")
        .out()
        .lines()
        .map(StateLine::parse)
        .filter(Sighting::isIn)
        .map(line -> Sighting.of(line, Sighting.episodes(line).iterator().next()))
        .findFirst()
        .orElseThrow();
  }
}

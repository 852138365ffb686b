package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.trailhound.job.JobRun;
import io.trailhound.job.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints that released versions wrote over the first vectors: this one must go on from them.
 * {@code -Dtrailhound.write=VERSION} writes another, once a version is released.
 */
class CommittedSavepointsTest {
  private static final Path FOLDER = Path.of("src/test/resources/savepoints");

  @TempDir private Path folder;

  static Stream<Path> savepoints() throws Exception {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.sorted().toList().stream();
    }
  }

  private static VectorsJob.Stopped half() throws Exception {
    return VectorsJob.stoppedAt(VectorsJob.HALF, "rocksdb", SavepointFormatType.CANONICAL);
  }

  @ParameterizedTest
  @MethodSource("savepoints")
  void theJobGoesOnFromIt(Path savepoint) throws Exception {
    int from = Vectors.lastMatchBefore(VectorsJob.HALF) + 1;
    List<String> rest = VectorsJob.RECORDS.subList(from, VectorsJob.RECORDS.size());
    Path alerts = folder.resolve("alerts.ndjson");
    VectorsJob.toTheEnd(rest, savepoint.toString(), "rocksdb", 2, alerts);

    Map<String, String> both = new TreeMap<>(JobRun.documents(half().alerts()));
    assertThat(both).hasSizeGreaterThan(100);
    both.putAll(JobRun.documents(alerts));
    assertThat(both).isEqualTo(VectorsJob.expected());
  }

  @ParameterizedTest
  @MethodSource("savepoints")
  void itNeedsNoMigration(Path savepoint) {
    Ran migrate = Ran.of("migrate", savepoint.toString());

    assertThat(migrate.exitCode()).as(migrate.err()).isZero();
    assertThat(migrate.out()).startsWith("Nothing to migrate");
  }

  @Test
  @EnabledIfSystemProperty(named = "trailhound.write", matches = "\\d+\\..*")
  void writeOne() throws Exception {
    String file = folder.resolve("state.ndjson").toString();
    Path out = FOLDER.resolve(System.getProperty("trailhound.write"));
    assertThat(Ran.of("export", half().savepoint(), "--out", file).exitCode()).isZero();
    assertThat(Ran.of("import", file, "--out", out.toString()).exitCode()).isZero();
  }
}

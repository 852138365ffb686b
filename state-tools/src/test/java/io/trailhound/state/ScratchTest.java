package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trailhound.job.Vectors;
import io.trailhound.local.Patience;
import io.trailhound.state.savepoint.Scratch;
import io.trailhound.state.savepoint.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave behind in the temporary folder: nothing. */
class ScratchTest {
  /** So many times the vectors: not read to their end before anybody has looked. */
  private static final int LONG = 10;

  @TempDir private Path folder;

  @Test
  void goesWithAllThatIsInIt() throws IOException {
    Scratch scratch = Scratch.create();
    Path deep = Files.createDirectories(scratch.folder().resolve("a/b"));
    Path unused = Files.writeString(deep.resolve("c"), "d");

    scratch.close();
    assertThat(scratch.folder()).doesNotExist();
  }

  @Test
  void cleaningUpNeverHidesWhyACommandFailed() {
    assertThatThrownBy(
            () -> {
              try (Scratch scratch = Scratch.create()) {
                Files.delete(scratch.folder());
                throw new StateException("why");
              }
            })
        .hasMessage("why")
        .hasNoSuppressedExceptions();
  }

  @Test
  void aCommandThatIsInterruptedLeavesNothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path said = folder.resolve("said");
    Path archive = Files.createDirectory(folder.resolve("archive"));
    for (int i = 0; i < LONG; i++) {
      Path unused = Files.copy(Vectors.EVENTS, archive.resolve(i + ".ndjson.gz"));
    }
    Process bootstrap = start(archive, temporary, said);
    try {
      String unused =
          Patience.await(
              "bootstrap to read",
              () -> Files.readString(said),
              text -> text.contains("reading the archive") || !bootstrap.isAlive());
      assertThat(names(temporary)).as(Files.readString(said)).isNotEmpty();
      bootstrap.destroy();
      bootstrap.waitFor();
    } finally {
      bootstrap.destroyForcibly();
    }
    assertThat(names(temporary)).isEmpty();
  }

  @Test
  void aCommandThatEndedLeavesNothing() throws Exception {
    Path archive = folder.resolve("short.ndjson");
    Files.write(archive, VectorsJob.RECORDS.subList(0, 1));
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path said = folder.resolve("said");
    Process bootstrap = start(archive, temporary, said);
    try {
      assertThat(bootstrap.waitFor()).as(Files.readString(said)).isZero();
    } finally {
      bootstrap.destroyForcibly();
    }
    assertThat(names(temporary)).isEmpty();
  }

  /** {@code bootstrap} in a JVM of its own. */
  private Process start(Path archive, Path temporary, Path said) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            "io.trailhound.state.StateMain",
            "bootstrap",
            "--input",
            archive.toString(),
            "--until",
            "2026-09-13",
            "--asn-db",
            Vectors.ASN_DB.toString(),
            "--out",
            folder.resolve("savepoint").toString())
        .redirectError(said.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<Path> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}

package io.trailhound.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where exported state goes. */
class ExportTest {
  private static final String SAVEPOINT = Committed.SAVEPOINT.toString();

  @TempDir private Path folder;

  @Test
  void neverOverwritesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("state.ndjson"), "dear");
    Ran export = Ran.of("export", SAVEPOINT, "--out", file.toString());

    assertThat(export)
        .isEqualTo(
            new Ran(
                2,
                "",
                "trailhound: out: '%s' exists. Right would be: a file that doesn't.%n"
                    .formatted(file)));
    assertThat(file).hasContent("dear");
  }

  @Test
  void aFolderIsNoFile() {
    Ran export = Ran.of("export", SAVEPOINT, "--out", folder.toString());

    assertThat(export.exitCode()).isEqualTo(2);
    assertThat(export.err()).contains("exists. Right would be: a file that doesn't.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDashIsStandardOutput() {
    Ran export = Ran.of("export", SAVEPOINT, "--out", "-");

    assertThat(export.exitCode()).isZero();
    assertThat(export.out()).startsWith("{\"trailhound.state\":1,");
  }
}

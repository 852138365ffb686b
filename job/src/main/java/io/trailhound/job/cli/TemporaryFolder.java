package io.trailhound.job.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that goes, with all it holds, when it's closed, or when the process is ended before
 * that.
 */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final CleanUp.Task deletion = this::delete;

  private TemporaryFolder(Path path) {
    this.path = path;
    CleanUp.add(deletion);
  }

  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("trailhound-"));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    CleanUp.remove(deletion);
    delete();
  }

  private void delete() throws IOException {
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

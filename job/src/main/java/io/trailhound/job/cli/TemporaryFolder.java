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
  private final CleanUp.Task deletion = this::delete;
  private Path path;

  private TemporaryFolder() {}

  static TemporaryFolder create() throws IOException {
    TemporaryFolder folder = new TemporaryFolder();
    CleanUp.add(folder::make);
    return folder;
  }

  private CleanUp.Task make() throws IOException {
    path = Files.createTempDirectory("trailhound-");
    return deletion;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    CleanUp.remove(deletion);
    delete();
  }

  /** Its owner and the end of the process may come here at the same time. */
  private synchronized void delete() throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

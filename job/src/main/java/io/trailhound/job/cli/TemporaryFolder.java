package io.trailhound.job.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that goes, with all it holds, when it's closed, or when the process is ended before
 * that.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final int MOST_ROUNDS = 100;

  private final Runnable deletion = this::delete;
  private Path path;

  private TemporaryFolder() {}

  static TemporaryFolder create() throws IOException {
    TemporaryFolder folder = new TemporaryFolder();
    CleanUp.add(folder::make);
    return folder;
  }

  private Runnable make() throws IOException {
    path = Files.createTempDirectory("trailhound-");
    return deletion;
  }

  Path path() {
    return path;
  }

  /** What can't be deleted is left, because there may be a failure that is worth more. */
  @Override
  public void close() {
    CleanUp.now(deletion);
  }

  /**
   * Its owner and the end of the process may come here at the same time. In rounds, because threads
   * that nobody waited for go on writing until the folder is gone.
   */
  private synchronized void delete() {
    for (int round = 0; round < MOST_ROUNDS && Files.exists(path); round++) {
      try (Stream<Path> paths = Files.walk(path)) {
        for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("{} is not gone yet", path, e);
      }
    }
  }
}

package io.trailhound.state.savepoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.WebOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder for what a command and Flink write meanwhile. It goes when it's closed, and
 * with the JVM when somebody ends that before.
 */
public final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final int MOST_ROUNDS = 100;

  private final Path folder;
  private final Thread atTheEnd = new Thread(this::delete, "scratch");

  private Scratch(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  public static Scratch create() {
    try {
      return new Scratch(Files.createTempDirectory("trailhound-state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** Makes Flink put all that it writes meanwhile here. */
  public Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, folder.toString());
    settings.set(WebOptions.TMP_DIR, folder.toString());
    return settings;
  }

  /** What can't be deleted is left, because there may be a failure that is worth more. */
  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException e) {
      LOG.debug("The JVM ends, and deletes as well", e);
    }
  }

  /** In rounds, because threads that nobody waited for go on writing until the folder is gone. */
  private void delete() {
    for (int round = 0; round < MOST_ROUNDS && Files.exists(folder); round++) {
      try (Stream<Path> all = Files.walk(folder)) {
        List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        for (Path one : deepestFirst) {
          Files.deleteIfExists(one);
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("{} is not gone yet", folder, e);
      }
    }
  }
}

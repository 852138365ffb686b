package io.trailhound.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A savepoint that a released version wrote. */
final class Committed {
  static final Path SAVEPOINT = Path.of("src/test/resources/savepoints/0.1.0");

  private Committed() {}

  static Path copiedTo(Path folder) throws IOException {
    Files.createDirectory(folder);
    try (Stream<Path> files = Files.list(SAVEPOINT)) {
      for (Path file : files.toList()) {
        Path unused = Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    return folder;
  }
}

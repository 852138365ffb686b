package io.trailhound.state.archive;

import io.trailhound.text.UserPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders in which a job writes part files, what it left there unfinished out: Flink keeps the
 * hidden file of a job that ends in the middle, for a restart from a checkpoint. Where all begins
 * anew there is none. Files that were there before stay; on S3 nothing unfinished can be seen.
 */
final class PartsInProgress {
  private static final Pattern NAME = Pattern.compile("\\..*\\.inprogress\\..*");

  private final List<Path> folders;
  private final Set<Path> before;

  private PartsInProgress(List<Path> folders) {
    this.folders = folders;
    this.before = new HashSet<>(all());
  }

  /**
   * To be called before the job begins.
   *
   * @param outputs as configured: files, or folders
   */
  static PartsInProgress in(Collection<String> outputs) {
    return new PartsInProgress(
        outputs.stream().filter(UserPath::isHere).map(UserPath::local).toList());
  }

  /** Removes what has been begun since, and no job writes to any more. */
  void remove() throws IOException {
    for (Path part : all()) {
      if (!before.contains(part)) {
        Files.deleteIfExists(part);
      }
    }
  }

  private List<Path> all() {
    return folders.stream().filter(Files::isDirectory).flatMap(PartsInProgress::parts).toList();
  }

  private static Stream<Path> parts(Path folder) {
    try (Stream<Path> files = Files.walk(folder.toRealPath())) {
      return files
          .filter(it -> NAME.matcher(it.getFileName().toString()).matches())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

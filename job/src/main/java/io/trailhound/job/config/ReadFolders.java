package io.trailhound.job.config;

import io.trailhound.enrich.LookupFiles;
import io.trailhound.rules.RuleException;
import io.trailhound.rules.sigma.RuleFiles;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of rules or lists and a file in, whether the file is one that is read there out. */
final class ReadFolders {
  private ReadFolders() {}

  /**
   * @param key what the folder is given for
   * @param file perhaps one that isn't there yet: lists are read again while the job runs
   */
  static boolean hold(Key<String> key, String folder, String file) {
    if (!UserPath.isHere(folder) || !UserPath.isHere(file)) {
      return false;
    }
    try {
      Path read = UserPath.local(folder);
      Path written = UserPath.local(file);
      if (!Files.isDirectory(read)) {
        return false;
      }
      boolean lists = key.equals(LookupKeys.NETWORK_LIST);
      return holds(lists ? lists(read) : RuleFiles.paths(read), written)
          || (lists && willBeIn(read, written));
    } catch (IOException | InvalidPathException | RuleException unreadable) {
      return false; // told when it's read
    }
  }

  private static boolean holds(List<Path> read, Path written) throws IOException {
    for (Path each : read) {
      if (Files.exists(each) && Files.exists(written) && Files.isSameFile(each, written)) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> lists(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> LookupFiles.isList(name(file))).toList();
    }
  }

  private static boolean willBeIn(Path folder, Path file) throws IOException {
    Path place = OutputFiles.place(file);
    return LookupFiles.isList(name(place)) && folder.toRealPath().equals(place.getParent());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}

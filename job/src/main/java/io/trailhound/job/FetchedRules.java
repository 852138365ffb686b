package io.trailhound.job;

import io.trailhound.job.config.ConfigException;
import io.trailhound.text.UserMistake;
import io.trailhound.text.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.util.FileUtils;

/**
 * Folders of rules in; the same where they are on this machine, and otherwise copies of their files
 * out, which are gone when this is closed. In S3 there's no other place for a machine that is
 * somebody else's, as on Amazon's Managed Flink.
 */
final class FetchedRules implements AutoCloseable {
  /** What is longer isn't copied to its end: no rule may be so long, which is told by who reads. */
  private static final int LONGEST = 8 << 20;

  private Path copies;

  /** Whether all that was asked for is on this machine. */
  boolean areHere() {
    return copies == null;
  }

  /**
   * @param key of the configuration that names the folder
   * @throws ConfigException when the folder can't be read or has no rule file
   */
  Path folder(String key, String folder) {
    if (UserPath.isHere(folder)) {
      return Path.of(folder);
    }
    try {
      if (copies == null) {
        copies = Files.createTempDirectory("trailhound-rules");
      }
      Path copy = copies.resolve(folder.replaceFirst("^[^:]*:/+", "")).normalize();
      org.apache.flink.core.fs.Path from = UserPath.of(folder);
      if (copy.startsWith(copies) && copy(from.getFileSystem(), from, copy) > 0) {
        return copy;
      }
      throw new FileNotFoundException("there is no rule file");
    } catch (UnsupportedFileSystemSchemeException noPlugin) {
      throw unreadable(key, folder, "its file system is not loaded here");
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(key, folder, UserMistake.reason(e));
    }
  }

  /** The folder in place of the rules that ship; null when they're kept. */
  Path instead(Optional<String> rules) {
    return rules.map(folder -> folder("rules", folder)).orElse(null);
  }

  /** The folders beside them. */
  List<Path> added(List<String> rulesAdd) {
    return rulesAdd.stream().map(folder -> folder("rules-add", folder)).toList();
  }

  private static ConfigException unreadable(String key, String folder, String reason) {
    return new ConfigException(
        "%s: '%s' cannot be read: %s. Right would be: a folder with rule files."
            .formatted(key, folder, reason));
  }

  /** So many files. */
  private static int copy(FileSystem files, org.apache.flink.core.fs.Path from, Path to)
      throws IOException {
    int count = 0;
    FileStatus[] listing = files.listStatus(from);
    for (FileStatus each : listing == null ? new FileStatus[0] : listing) {
      String name = each.getPath().getName();
      Path target = to.resolve(name);
      if (!target.getParent().equals(to)) {
        continue; // a key with .. in it
      }
      if (each.isDir()) {
        count += copy(files, each.getPath(), target);
      } else if (name.matches(".*\\.(ya?ml|txt)")) {
        Files.createDirectories(to);
        try (InputStream in = files.open(each.getPath())) {
          Files.write(target, in.readNBytes(LONGEST));
        }
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    if (copies != null) {
      FileUtils.deleteDirectoryQuietly(copies.toFile());
    }
  }
}

package io.trailhound.job.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Files, folders and globs in; the files behind them out, each once. Folders are read with all they
 * hold, except what {@link Globs#isData} leaves out.
 */
public final class InputFiles {
  /** More is a loop of links. */
  private static final int DEEPEST = 64;

  /** By absolute path, so that a file which is named twice is read once. */
  private final Map<String, InputFile> found = new LinkedHashMap<>();

  private InputFiles() {}

  /**
   * Lists what is there now.
   *
   * @throws InputException when one of the inputs doesn't exist or matches nothing, or when all of
   *     them together hold no file
   */
  public static List<InputFile> find(Collection<String> inputs) {
    InputFiles files = new InputFiles();
    for (String input : inputs) {
      try {
        files.add(input);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw new InputException(
            "input: '%s' cannot be listed: %s. Right would be: a file, folder or glob that can be read."
                .formatted(input, unreadable.getMessage()));
      }
    }
    if (files.found.isEmpty()) {
      throw new InputException(
          "input: %s holds no file to read (hidden files, CloudTrail-Digest and CloudTrail-Insight are left out)."
                  .formatted(String.join(", ", inputs))
              + " Right would be: a path that holds CloudTrail records.");
    }
    return List.copyOf(files.found.values());
  }

  private void add(String input) throws IOException {
    List<Path> roots = exists(new Path(input)) ? List.of(new Path(input)) : Globs.expand(input);
    if (roots.isEmpty()) {
      throw new InputException(
          "input: '%s' %s. Right would be: a file, a folder or a glob in quotes."
              .formatted(input, Globs.isGlob(input) ? "matches no file" : "does not exist"));
    }
    for (Path root : roots) {
      add(root, root.getFileSystem().getFileStatus(root), 0);
    }
  }

  private void add(Path path, FileStatus status, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("folders lie in each other too deep at " + path);
    }
    if (!status.isDir()) {
      found.putIfAbsent(absolute(path), new InputFile(path.toString(), status.getLen()));
      return;
    }
    for (FileStatus child : children(path)) {
      if (Globs.isData(child.getPath().getName())) {
        add(new Path(path, child.getPath().getName()), child, depth + 1);
      }
    }
  }

  /** What a folder holds; nothing when there's no such folder. */
  static FileStatus[] children(Path folder) throws IOException {
    FileStatus[] children = folder.getFileSystem().listStatus(folder);
    return children == null ? new FileStatus[0] : children;
  }

  private static boolean exists(Path path) throws IOException {
    try {
      FileSystem files = path.getFileSystem();
      return files.exists(path) && files.getFileStatus(path) != null;
    } catch (FileNotFoundException absent) {
      return false;
    }
  }

  private static String absolute(Path path) {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file")
        ? Paths.get(path.getPath()).toAbsolutePath().normalize().toString()
        : path.toString();
  }
}

package io.trailhound.job.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Paths;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Files, folders and globs in; the files behind them out, each once. Folders are read with all they
 * hold, except what {@link Globs#isData} leaves out.
 */
public final class InputFiles {
  /** By real path, so that a file which is named twice is read once. */
  private final Map<String, InputFile> found = new LinkedHashMap<>();

  /** Real paths: links may form loops. */
  private final Set<String> folders = new HashSet<>();

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
      add(root, root.getFileSystem().getFileStatus(root), realPath(root));
    }
  }

  private void add(Path path, FileStatus status, String realPath) throws IOException {
    if (!status.isDir()) {
      found.putIfAbsent(realPath, new InputFile(path.toString(), status.getLen()));
      return;
    }
    if (!folders.add(realPath)) {
      return;
    }
    for (FileStatus child : children(path)) {
      String name = child.getPath().getName();
      if (Globs.isData(name)) {
        Path below = new Path(path, name);
        add(below, child, child.isDir() ? realPath(below) : realPath + "/" + name);
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

  private static String realPath(Path path) throws IOException {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file")
        ? Paths.get(path.getPath()).toRealPath().toString()
        : path.toString();
  }
}

package io.trailhound.job.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Paths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * Files and folders in, the files behind them out, each once; several folders are listed at once.
 */
final class FolderWalk {
  private static final int AT_ONCE = 16;

  private final Predicate<String> wantsFolder;
  private final Predicate<String> wantsFile;

  /** By real path, so that a file which is named twice is read once. */
  private final Map<String, FoundFile> found = new LinkedHashMap<>();

  private final Deque<Folder> toList = new ArrayDeque<>();

  /** Real paths: links may form loops. */
  private final Set<String> entered = new HashSet<>();

  private record Folder(Path path, String id) {}

  /**
   * @param wantsFolder asked with the path of every folder that is come upon
   * @param wantsFile asked with the name of every file
   */
  FolderWalk(Predicate<String> wantsFolder, Predicate<String> wantsFile) {
    this.wantsFolder = wantsFolder;
    this.wantsFile = wantsFile;
  }

  /** Takes what the user named, a folder wanted or not. False when there is no such thing. */
  boolean begin(Path root) throws IOException {
    FileStatus status = status(root);
    if (status == null) {
      return false;
    }
    if (status.isDir()) {
      enter(root, realPath(root));
    } else if (wantsFile.test(root.getName())) {
      found(root, status, realPath(root));
    }
    return true;
  }

  /** Walks on until all is found, or at least so many files. */
  Collection<FoundFile> files(AtOnce threads, int most) throws IOException {
    while (!toList.isEmpty() && found.size() < most) {
      List<Folder> some = new ArrayList<>();
      while (!toList.isEmpty() && some.size() < AT_ONCE) {
        some.add(toList.pop());
      }
      List<FileStatus[]> listings = threads.map(some, folder -> children(folder.path()));
      for (int i = 0; i < some.size(); i++) {
        look(some.get(i), listings.get(i));
      }
    }
    return found.values();
  }

  private void look(Folder folder, FileStatus[] children) throws IOException {
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      Path below = new Path(folder.path(), name);
      if (!Globs.isData(name)) {
        continue;
      }
      if (!child.isDir()) {
        if (wantsFile.test(name)) {
          found(below, child, folder.id() + "/" + name);
        }
      } else if (wantsFolder.test(below.toString())) {
        enter(below, realPath(below));
      }
    }
  }

  private void enter(Path path, String id) {
    if (entered.add(id)) {
      toList.push(new Folder(path, id));
    }
  }

  private void found(Path path, FileStatus status, String id) {
    InputFile file = new InputFile(path.toString(), status.getLen());
    found.putIfAbsent(id, new FoundFile(file, id, status.getModificationTime()));
  }

  /** What a folder holds; nothing when there's no such folder. */
  static FileStatus[] children(Path folder) throws IOException {
    try {
      FileStatus[] children = folder.getFileSystem().listStatus(folder);
      return children == null ? new FileStatus[0] : children;
    } catch (FileNotFoundException gone) {
      return new FileStatus[0];
    }
  }

  private static FileStatus status(Path path) throws IOException {
    try {
      return path.getFileSystem().getFileStatus(path);
    } catch (FileNotFoundException absent) {
      return null;
    }
  }

  private static String realPath(Path path) throws IOException {
    String scheme = path.toUri().getScheme();
    return scheme == null || scheme.equals("file")
        ? Paths.get(path.getPath()).toRealPath().toString()
        : path.toString();
  }
}

package io.trailhound.job.source.listing;

import java.io.IOException;
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

/**
 * Files and folders in, the files behind them out, each once; several folders are listed at once.
 */
final class FolderWalk {
  private static final int AT_ONCE = 16;

  private final Predicate<String> wantsFolder;
  private final Predicate<String> wantsFile;
  private final Lister lister;

  /** By real path, so that a file which is named twice is read once. */
  private final Map<String, FoundFile> found = new LinkedHashMap<>();

  private final Deque<Folder> toList = new ArrayDeque<>();

  /** Real paths: links may form loops. */
  private final Set<String> entered = new HashSet<>();

  private record Folder(InputPath path, String id) {}

  /**
   * @param wantsFolder asked with the path of every folder that is come upon
   * @param wantsFile asked with the name of every file
   */
  FolderWalk(Predicate<String> wantsFolder, Predicate<String> wantsFile, Lister lister) {
    this.wantsFolder = wantsFolder;
    this.wantsFile = wantsFile;
    this.lister = lister;
  }

  /** Takes what the user named or a glob found, a folder wanted or not. */
  void begin(Listed root) {
    if (root.problem() != null) {
      lister.leaveOut(root.path(), root.problem());
    } else if (root.isFolder()) {
      enter(root.path());
    } else if (wantsFile.test(root.name())) {
      found(root, lister.realPath(root.path()));
    }
  }

  /** Walks on until all is found, or at least so many files. */
  Collection<FoundFile> files(AtOnce threads, int most) throws IOException {
    while (!toList.isEmpty() && found.size() < most) {
      List<Folder> some = new ArrayList<>();
      while (!toList.isEmpty() && some.size() < AT_ONCE) {
        some.add(toList.pop());
      }
      List<List<Listed>> listings = threads.map(some, folder -> lister.children(folder.path()));
      for (int i = 0; i < some.size(); i++) {
        for (Listed child : listings.get(i)) {
          look(some.get(i), child);
        }
      }
    }
    return found.values();
  }

  private void look(Folder folder, Listed child) {
    String name = child.name();
    boolean isFile = child.problem() != null || !child.isFolder();
    boolean wanted =
        Globs.isData(name)
            && ((isFile && wantsFile.test(name))
                || (child.isFolder() && wantsFolder.test(child.path().text())));
    if (!wanted) {
      return;
    }
    if (child.problem() != null) {
      lister.leaveOut(child.path(), child.problem());
    } else if (child.isFolder()) {
      enter(child.path());
    } else {
      found(child, folder.id() + "/" + name);
    }
  }

  private void enter(InputPath path) {
    String id = lister.realPath(path);
    if (id != null && entered.add(id)) {
      toList.push(new Folder(path, id));
    }
  }

  private void found(Listed listed, String id) {
    if (id != null) {
      InputFile file = new InputFile(listed.path().text(), listed.size());
      found.putIfAbsent(id, new FoundFile(file, id, listed.modified()));
    }
  }
}

package io.trailhound.rules.sigma;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What lies in folders of rule files, without what it says: the same for as long as nobody changes
 * a file. Times are only compared, so it doesn't matter which way a clock goes.
 */
record FolderStamps(Map<String, Stamp> files) {

  /**
   * A version of a file.
   *
   * @param size in bytes; -1 for what can't be looked at, such as a link that leads nowhere
   * @param key tells a file from another that took its place; null where the file system can't
   */
  record Stamp(long size, FileTime modified, Object key) {
    private static final Stamp NOTHING = new Stamp(-1, null, null);
  }

  static FolderStamps of(List<Path> folders) throws IOException {
    Map<String, Stamp> files = new TreeMap<>();
    for (Path folder : folders) {
      for (Path file : FolderFiles.of(folder)) {
        files.put(file.toString(), stamp(file));
      }
    }
    return new FolderStamps(files);
  }

  private static Stamp stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime(), now.fileKey());
    } catch (IOException e) {
      return Stamp.NOTHING; // who reads it says why
    }
  }

  /** Of all files together. */
  long bytes() {
    return files.values().stream().mapToLong(stamp -> Math.max(0, stamp.size())).sum();
  }
}

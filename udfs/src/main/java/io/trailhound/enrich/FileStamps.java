package io.trailhound.enrich;

import io.trailhound.text.UserPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A version of files: which there are, their sizes and when they were last modified. */
record FileStamps(List<Stamp> files) {
  /** No version: something can't be looked at. */
  static final FileStamps MISSING = new FileStamps(List.of());

  private record Stamp(Path path, long size, long modified) {}

  /**
   * @param named files, and folders whose files of this kind are meant
   */
  static FileStamps of(List<String> named, FileKind<?> kind) throws IOException {
    List<Stamp> stamps = new ArrayList<>();
    for (String name : named) {
      Path path = UserPath.of(name);
      FileSystem system = FileSystem.get(path.toUri());
      FileStatus status = system.getFileStatus(path);
      if (status.isDir() && kind.endingInFolder() == null) {
        throw new IOException("it is a folder");
      }
      for (FileStatus file : status.isDir() ? inFolder(system, path, kind) : List.of(status)) {
        stamps.add(new Stamp(file.getPath(), file.getLen(), file.getModificationTime()));
      }
    }
    return new FileStamps(stamps);
  }

  private static List<FileStatus> inFolder(FileSystem system, Path folder, FileKind<?> kind)
      throws IOException {
    FileStatus[] all = system.listStatus(folder);
    if (all == null) {
      throw new FileNotFoundException(folder.toString());
    }
    return Arrays.stream(all)
        .filter(file -> !file.isDir() && isOne(file.getPath().getName(), kind.endingInFolder()))
        .sorted(Comparator.comparing(file -> file.getPath().getName()))
        .toList();
  }

  /** What is hidden is somebody's who is writing it. */
  static boolean isOne(String name, String ending) {
    return name.endsWith(ending) && !name.startsWith(".");
  }

  List<Path> paths() {
    return files.stream().map(Stamp::path).toList();
  }

  /** When the newest was modified, milliseconds since the epoch. */
  long modified() {
    return files.stream().mapToLong(Stamp::modified).max().orElse(-1);
  }
}

package io.trailhound.job.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A path of this machine in, what is there out. */
final class LocalListing {
  private LocalListing() {}

  /** Null when there is no such thing. */
  static Listed look(InputPath path) throws IOException {
    try {
      return listed(path, path.local());
    } catch (AccessDeniedException hidden) {
      throw hidden;
    } catch (FileSystemException absent) {
      return null; // or below a file, or longer than names can be: a glob may be that
    }
  }

  /** What is wrong with one child is its own problem. */
  static List<Listed> children(InputPath folder) throws IOException {
    List<Listed> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.local())) {
      stream.forEach(child -> children.add(child(folder, child)));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }

  private static Listed child(InputPath folder, Path child) {
    InputPath path = folder.child(child.getFileName().toString());
    if (!isText(child.getFileName())) {
      return Listed.unreadable(
          path,
          true,
          "its name has bytes that are no characters here; where the names are in UTF-8, set LC_ALL=C.UTF-8");
    }
    try {
      return listed(path, child);
    } catch (IOException e) {
      return Listed.unreadable(path, true, problem(child, e));
    }
  }

  /** Names are bytes; what a checkpoint holds, and what is opened later, is text. */
  private static boolean isText(Path name) {
    try {
      return Path.of(name.toString()).equals(name);
    } catch (InvalidPathException noName) {
      return false;
    }
  }

  private static Listed listed(InputPath path, Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    return found.isOther()
        ? Listed.unreadable(path, false, "it is neither a file nor a folder")
        : new Listed(
            path, found.isDirectory(), found.size(), found.lastModifiedTime().toMillis(), null);
  }

  private static String problem(Path child, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return Files.isSymbolicLink(child)
          ? "it is a link to something that is not there"
          : "it was gone when it was looked at";
    }
    return Lister.reason(failure);
  }
}

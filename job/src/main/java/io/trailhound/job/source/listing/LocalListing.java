package io.trailhound.job.source.listing;

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
  private static final String GONE = "it was gone when it was looked at";

  /** Where names come and go all the time, the next look has what this one has not. */
  private static final int TRIES = 3;

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
    return children(folder, LocalListing::names);
  }

  /**
   * The same with another way to ask for names. One that is gone by the time it's looked at may
   * have been renamed, and then its new name need not be among these: they are asked for again.
   */
  static List<Listed> children(InputPath folder, Names names) throws IOException {
    List<Listed> children = List.of();
    for (int left = TRIES; left > 0; left--) {
      children = names.in(folder.local()).stream().map(child -> child(folder, child)).toList();
      if (children.stream().noneMatch(child -> GONE.equals(child.problem()))) {
        return children;
      }
    }
    return children;
  }

  /** What is in a folder, at a time. */
  interface Names {
    List<Path> in(Path folder) throws IOException;
  }

  private static List<Path> names(Path folder) throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(names::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
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
      return Files.isSymbolicLink(child) ? "it is a link to something that is not there" : GONE;
    }
    return Lister.reason(failure);
  }
}

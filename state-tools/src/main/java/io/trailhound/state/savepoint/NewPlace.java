package io.trailhound.state.savepoint;

import io.trailhound.job.cli.Failure;
import io.trailhound.text.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Whether something new can be written where a user wants it, seen before hours of work. */
public final class NewPlace {
  private NewPlace() {}

  /**
   * @throws StateException when there's something at {@code path}, or nothing could be written
   *     there
   */
  public static void requireAbsent(String path) {
    requireAbsent(UserPath.of(path), "a folder");
    String wrong = UserPath.isHere(path) ? hindrance(UserPath.local(path)) : hindrance(path);
    if (wrong != null) {
      throw new StateException(
          "out: '%s' cannot be written: %s. Right would be: a new folder in one that can be written."
              .formatted(path, wrong));
    }
  }

  private static String hindrance(java.nio.file.Path folder) {
    java.nio.file.Path parent = folder.toAbsolutePath().getParent();
    while (!Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (!Files.isDirectory(parent)) {
      return parent + " is no folder";
    }
    return Files.isWritable(parent) ? null : "permission denied in " + parent;
  }

  /** Nobody knows before trying whether a bucket is there, and whose it is. */
  private static String hindrance(String elsewhere) {
    Path probe = new Path(UserPath.of(elsewhere), "_probe");
    try {
      probe.getFileSystem().create(probe, FileSystem.WriteMode.OVERWRITE).close();
      probe.getFileSystem().delete(probe, false);
      return null;
    } catch (IOException | RuntimeException e) { // S3's client throws what need not be declared
      return Failure.rootOf(e).getMessage();
    }
  }

  /**
   * @param kind of thing that shall be written there
   * @throws StateException when there's something at {@code path}
   */
  public static void requireAbsent(Path path, String kind) {
    if (exists(path)) {
      throw new StateException(
          "out: '%s' exists. Right would be: %s that doesn't.".formatted(path, kind));
    }
  }

  private static boolean exists(Path path) {
    try {
      return path.getFileSystem().exists(path);
    } catch (IOException | RuntimeException e) {
      throw new StateException(
          "out: '%s' cannot be looked at: %s.".formatted(path, Failure.rootOf(e).getMessage()));
    }
  }
}

package io.trailhound.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository's files, wherever Maven was started. */
public final class Repository {
  private static final Path ROOT = Path.of("..", "..");

  private Repository() {}

  /**
   * @param path from the root, with {@code /}
   */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** The file's text. */
  public static String text(String path) throws IOException {
    return Files.readString(file(path));
  }
}

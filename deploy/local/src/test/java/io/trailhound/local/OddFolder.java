package io.trailhound.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in, a new one in it out, of a name that some program might stumble over. */
public final class OddFolder {
  private OddFolder() {}

  public static Path in(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("my %20 cödé +#[1] 日本"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

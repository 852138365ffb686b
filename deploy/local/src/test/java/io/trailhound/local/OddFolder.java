package io.trailhound.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in, a new one in it out, of a name that some program might stumble over. */
public final class OddFolder {
  private static final String ASCII = "my %20 +#[1]";
  private static final String ALL = ASCII + " cödé 日本";

  private OddFolder() {}

  public static Path in(Path folder) {
    try {
      return Files.createDirectories(folder.resolve(canBe(ALL) ? ALL : ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the locale is no UTF-8 one, this JVM has no name for a file of such letters. */
  private static boolean canBe(String name) {
    return Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name);
  }
}

package io.trailhound.state;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in, a new one in it out, of a name that some program might stumble over. */
final class OddFolder {
  private static final String ASCII = "my %20 folder +#[1]{a,b}";
  private static final String ALL = ASCII + " cödé 日本";

  private OddFolder() {}

  static Path in(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve(canBeNamed(ALL) ? ALL : ASCII));
  }

  /** In the C locale, Java has no names outside ASCII. */
  private static boolean canBeNamed(String name) {
    return Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name);
  }
}

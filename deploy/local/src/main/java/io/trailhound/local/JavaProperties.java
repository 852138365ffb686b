package io.trailhound.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Settings of a program in, the file that it reads out. Such files are Latin-1: a folder with any
 * other letter in its name has to be escaped.
 */
final class JavaProperties {
  private JavaProperties() {}

  /**
   * @param text the settings but for {@code key}, as they stand in such a file
   * @param folder what {@code key} is set to
   */
  static Path write(Path file, String text, String key, Path folder) throws IOException {
    Properties settings = new Properties();
    settings.load(new StringReader(text));
    settings.setProperty(key, folder.toString());
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    return file;
  }
}

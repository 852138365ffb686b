package io.trailhound.job.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that are written: none may be two at once, one of which would write over the other, nor
 * one that is read, which would be emptied. However they're spelt, and through links.
 */
public final class OutputFiles {
  private static final List<Key<String>> WRITTEN =
      List.of(Keys.ALERTS, IncidentKeys.FILE, Keys.DEAD_LETTERS, Keys.LATE);

  private static final List<Key<String>> READ =
      List.of(
          FilesKeys.INPUT,
          WarmKeys.WARM_FROM,
          Keys.ASN_DB,
          LookupKeys.ACCOUNTS_FILE,
          LookupKeys.NETWORK_DB,
          LookupKeys.NETWORK_LIST);

  private OutputFiles() {}

  static void check(Settings settings) {
    Map<String, String> before = new LinkedHashMap<>();
    for (Key<String> key : WRITTEN) {
      String file = settings.get(key).orElse(Keys.STANDARD_OUTPUT);
      if (file.equals(Keys.STANDARD_OUTPUT)) {
        continue;
      }
      before.forEach((other, text) -> refuseTwice(other, text, key.name(), file));
      refuseRead(key.name(), file, settings);
      before.put(key.name(), file);
    }
  }

  private static void refuseTwice(String other, String text, String name, String file) {
    if (areOne(text, file)) {
      throw new ConfigException(
          "%s and %s name the same file, '%s'. Right would be: one for each."
              .formatted(other, name, file));
    }
  }

  /**
   * @param name of what {@code file} was given for
   * @throws ConfigException when {@code file} is one that {@code settings} say is read
   */
  public static void refuseRead(String name, String file, Settings settings) {
    for (Key<String> key : READ) {
      for (String read : values(settings, key)) {
        if (areOne(read, file)) {
          throw new ConfigException(
              "%s: '%s' is read as %s, too, and would be written over. Right would be: another file."
                  .formatted(name, file, key.name()));
        }
      }
    }
  }

  private static List<String> values(Settings settings, Key<String> key) {
    return key.many() ? settings.all(key) : settings.get(key).stream().toList();
  }

  /** Devices such as {@code /dev/null} take anything of anybody. */
  private static boolean areOne(String text, String other) {
    if (text.equals(other)) {
      return !isDevice(text);
    }
    try {
      Path one = path(text);
      Path two = path(other);
      if (Files.exists(one) && Files.exists(two)) {
        return Files.isSameFile(one, two) && !isDevice(text);
      }
      return place(one).equals(place(two));
    } catch (IOException | IllegalArgumentException e) {
      return false; // not on this machine's disks, or told when it's opened
    }
  }

  private static boolean isDevice(String text) {
    try {
      Path path = path(text);
      return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Path path(String text) {
    if (text.startsWith("file:")) {
      return Path.of(URI.create(text));
    }
    if (text.contains("://")) {
      throw new IllegalArgumentException("not a path of this machine: " + text);
    }
    return Path.of(text);
  }

  /** Where a file that isn't there yet will be. */
  private static Path place(Path file) throws IOException {
    Path target =
        Files.isSymbolicLink(file) ? file.resolveSibling(Files.readSymbolicLink(file)) : file;
    Path absolute = target.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder != null && Files.exists(folder)
        ? folder.toRealPath().resolve(absolute.getFileName())
        : absolute;
  }
}

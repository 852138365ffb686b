package io.trailhound.job.config;

import io.trailhound.text.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
          LookupKeys.NETWORK_LIST,
          ElasticsearchKeys.CA);

  /** As many links may lead to links as Linux follows. */
  private static final int LINKS = 40;

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
   * What folders and globs of the input hold is not looked at here.
   *
   * @param name of what {@code file} was given for
   * @throws ConfigException when {@code file} is one that {@code settings} say is read
   */
  public static void refuseRead(String name, String file, Settings settings) {
    Map<String, String> once = settings.filesRead();
    once.forEach((read, key) -> refuse(areOne(read, file), name, file, key));
    for (Key<String> key : READ) {
      values(settings, key).forEach(it -> refuse(areOne(it, file), name, file, key.name()));
    }
    for (Key<String> key : List.of(LookupKeys.NETWORK_LIST, Keys.RULES, Keys.RULES_ADD)) {
      values(settings, key)
          .forEach(it -> refuse(ReadFolders.hold(key, it, file), name, file, key.name()));
    }
  }

  private static void refuse(boolean isRead, String name, String file, String key) {
    if (isRead) {
      throw readToo(name, file, key);
    }
  }

  /**
   * @param name of what {@code file} was given for
   * @param key what it's read as
   */
  public static ConfigException readToo(String name, String file, String key) {
    return new ConfigException(
        "%s: '%s' is read as %s, too, and would be written over. Right would be: another file."
            .formatted(name, file, key));
  }

  private static List<String> values(Settings settings, Key<String> key) {
    return key.many() ? settings.all(key) : settings.get(key).stream().toList();
  }

  /** Devices such as {@code /dev/null} take anything of anybody. */
  static boolean areOne(String text, String other) {
    if (text.equals(other)) {
      return !isDevice(text);
    }
    if (!UserPath.isHere(text) || !UserPath.isHere(other)) {
      return false;
    }
    try {
      Path one = UserPath.local(text);
      Path two = UserPath.local(other);
      if (Files.exists(one) && Files.exists(two)) {
        return Files.isSameFile(one, two) && !isDevice(text);
      }
      return place(one).equals(place(two));
    } catch (IOException | InvalidPathException e) {
      return false; // told when it's opened
    }
  }

  private static boolean isDevice(String text) {
    if (!UserPath.isHere(text)) {
      return false;
    }
    try {
      Path path = UserPath.local(text);
      return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether what is written there are part files, each finished with a checkpoint or the end. */
  public static boolean isFolder(String output) {
    return output.endsWith("/")
        || (UserPath.isHere(output) && Files.isDirectory(UserPath.local(output)));
  }

  /**
   * Where a file is that is there, or will be that isn't, as no link changes it.
   *
   * @throws IOException when a folder on its way can't be looked at
   */
  public static Path place(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int i = 0; i < LINKS && Files.isSymbolicLink(target) && !Files.exists(target); i++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.exists(target)) {
      return target.toRealPath();
    }
    Path absolute = target.normalize();
    Path folder = absolute.getParent();
    return folder == null ? absolute : place(folder).resolve(absolute.getFileName());
  }
}

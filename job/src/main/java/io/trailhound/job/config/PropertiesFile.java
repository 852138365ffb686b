package io.trailhound.job.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code key = value} lines into {@link Settings}. A line that begins with {@code #} is a
 * comment. Not java.util.Properties: that one knows no line numbers, lets the last of two equal
 * keys win, and takes the backslashes of a path for escapes.
 */
final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * @throws ConfigException when the file can't be read or a line isn't right
   */
  static Settings read(String file) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = (i == 0 ? withoutMark(lines.get(i)) : lines.get(i)).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String origin = file + ":" + (i + 1);
      int equals = line.indexOf('=');
      if (equals <= 0) {
        throw new ConfigException(
            "%s: '%s' is not a setting. Right would be: key = value.".formatted(origin, line));
      }
      String key = line.substring(0, equals).strip();
      refuseRepetition(key, origin, origins.putIfAbsent(key, origin));
      values.computeIfAbsent(key, k -> new ArrayList<>()).add(line.substring(equals + 1).strip());
    }
    Settings settings = new Settings();
    values.forEach((key, list) -> settings.put(key, list, origins.get(key)));
    return settings;
  }

  /** Some editors begin a file with a byte order mark, which nobody sees. */
  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private static void refuseRepetition(String key, String origin, String earlier) {
    boolean many = Keys.ALL.stream().anyMatch(k -> k.name().equals(key) && k.many());
    if (earlier != null && !many) {
      throw new ConfigException(
          "%s: %s was set already at %s. Right would be: one of the two."
              .formatted(origin, key, earlier));
    }
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (MalformedInputException e) {
      throw new ConfigException("config: '%s' is not UTF-8 text.".formatted(file));
    } catch (IOException e) {
      throw new ConfigException(
          "config: '%s' cannot be read. Right would be: a properties file.".formatted(file));
    }
  }
}

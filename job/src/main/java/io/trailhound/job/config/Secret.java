package io.trailhound.job.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A value in, the same or what {@code env:NAME} or {@code file:/path} stands for out. */
final class Secret {
  private Secret() {}

  /**
   * @throws ConfigException naming the key and the place, never the value
   */
  static String resolve(String key, String text, String origin, Map<String, String> environment) {
    if (text.startsWith("env:")) {
      String name = text.substring("env:".length());
      String value = environment.get(name);
      if (value == null) {
        throw new ConfigException(
            "%s: the environment variable '%s' is not set (given as %s). Right would be: to set it where the job is submitted."
                .formatted(key, name, origin));
      }
      return value;
    }
    return text.startsWith("file:/") ? read(key, text.substring("file:".length()), origin) : text;
  }

  private static String read(String key, String file, String origin) {
    try {
      return Files.readString(Path.of(file)).stripTrailing();
    } catch (IOException e) {
      throw new ConfigException(
          "%s: '%s' cannot be read (given as %s). Right would be: a file with the value."
              .formatted(key, file, origin));
    }
  }
}

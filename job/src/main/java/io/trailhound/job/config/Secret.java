package io.trailhound.job.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A value in, the same or what {@code env:NAME} or {@code file:/path} stands for out. */
final class Secret {
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:/";
  private static final String HIDDEN = "(hidden)";

  private Secret() {}

  /** Whether {@code text} is a secret itself, and not the name of a place that holds it. */
  static boolean isBare(String key, String text) {
    return isSecret(key, text) && !text.startsWith(ENVIRONMENT) && !text.startsWith(FILE);
  }

  private static boolean isSecret(String key, String text) {
    if (key.startsWith(Settings.KAFKA)) {
      // A log-in module that asks AWS for credentials has none in its configuration.
      return isKafkasSecret(key)
          && (!key.endsWith(".sasl.jaas.config") || text.contains("password"));
    }
    return key.matches(".*(password|api-key|secret|token).*");
  }

  private static boolean isKafkasSecret(String key) {
    String property = key.substring(Settings.KAFKA.length());
    var known = ConsumerConfig.configDef().configKeys().get(property);
    return known != null && known.type == ConfigDef.Type.PASSWORD;
  }

  /** The value as it may be shown: the name of a place as it is, but nothing that may be secret. */
  static String shown(String key, String text) {
    boolean place = text.startsWith(ENVIRONMENT) || text.startsWith(FILE);
    boolean perhapsSecret =
        (key.startsWith(Settings.KAFKA) && isKafkasSecret(key))
            || key.matches(".*(password|api-?key|secret|token|credential|access-?key).*");
    return perhapsSecret && !place ? HIDDEN : text;
  }

  /**
   * @throws ConfigException naming the key and the place, never the value
   */
  static String resolve(String key, String text, String origin, Map<String, String> environment) {
    if (text.startsWith(ENVIRONMENT)) {
      String name = text.substring(ENVIRONMENT.length());
      String value = environment.get(name);
      if (value == null) {
        throw new ConfigException(
            "%s: the environment variable '%s' is not set (given as %s). Right would be: to set it where the job is submitted."
                .formatted(key, name, origin));
      }
      return value;
    }
    return text.startsWith(FILE) ? read(key, text.substring("file:".length()), origin) : text;
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

package io.trailhound.job.config;

import io.trailhound.job.aws.AwsSecrets;
import io.trailhound.job.aws.NoSecretException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A value in, the same or what the place that it names holds out.
 *
 * <p>Places are read once, where the configuration is: where the job is submitted or, in
 * application mode and on Managed Flink, on the JobManager. So a mistake is told before the start,
 * only one machine needs the permission, and TaskManagers ask nobody when they start again.
 */
final class Secret {
  /** What a place may be, for messages and documentation. */
  static final String PLACES = "env:NAME, file:/path, secretsmanager:NAME#KEY or ssm:NAME";

  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:/";
  private static final String SECRETS_MANAGER = "secretsmanager:";
  private static final String PARAMETER_STORE = "ssm:";
  private static final String HIDDEN = "(hidden)";

  private Secret() {}

  static boolean isPlace(String text) {
    return Stream.of(ENVIRONMENT, FILE, SECRETS_MANAGER, PARAMETER_STORE)
        .anyMatch(text::startsWith);
  }

  /** Whether {@code text} is a secret itself, and not the name of a place that holds it. */
  static boolean isBare(String key, String text) {
    return isSecret(key, text) && !isPlace(text);
  }

  /** Whether {@code text} names a file that holds the value. */
  static boolean isFile(String key, String text) {
    boolean mayBePlace =
        key.startsWith(Settings.KAFKA) || key.equals(WebhookKeys.URL.name()) || isSecret(key, text);
    return mayBePlace && text.startsWith(FILE);
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
    if (key.equals(WebhookKeys.URL.name()) && !isPlace(text)) {
      return text.replaceFirst("^([a-z]+://[^/?#@]*).*$", "$1/...");
    }
    boolean perhapsSecret =
        (key.startsWith(Settings.KAFKA) && isKafkasSecret(key))
            || key.matches(".*(password|api-?key|secret|token|credential|access-?key).*");
    return perhapsSecret && !isPlace(text) ? HIDDEN : text;
  }

  /**
   * @throws ConfigException naming the key and the place, never the value
   */
  static String resolve(String key, String text, String origin, Map<String, String> environment) {
    try {
      if (text.startsWith(SECRETS_MANAGER)) {
        return AwsSecrets.secret(text.substring(SECRETS_MANAGER.length()));
      }
      if (text.startsWith(PARAMETER_STORE)) {
        return AwsSecrets.parameter(text.substring(PARAMETER_STORE.length()));
      }
    } catch (NoSecretException e) {
      throw new ConfigException(
          "%s: %s (given as %s). Right would be: %s."
              .formatted(key, e.getMessage(), origin, e.right()));
    }
    if (text.startsWith(ENVIRONMENT)) {
      return variable(key, text.substring(ENVIRONMENT.length()), origin, environment);
    }
    return text.startsWith(FILE) ? read(key, text.substring("file:".length()), origin) : text;
  }

  private static String variable(
      String key, String name, String origin, Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null) {
      throw new ConfigException(
          "%s: the environment variable '%s' is not set (given as %s). Right would be: to set it where the job is submitted."
              .formatted(key, name, origin));
    }
    return value;
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

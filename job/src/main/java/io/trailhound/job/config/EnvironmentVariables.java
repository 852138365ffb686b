package io.trailhound.job.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Environment variables in, the keys that they give out: {@code TRAILHOUND_KAFKA_TOPIC}. */
final class EnvironmentVariables {
  static final String PREFIX = "TRAILHOUND_";

  /** The launcher's own. */
  private static final Set<String> OTHERS = Set.of("TRAILHOUND_JAVA_OPTS", "TRAILHOUND_LOG");

  /** Shorter words are like too many others. */
  private static final int SHORTEST_MISTAKE = 5;

  /**
   * What Kubernetes sets in each pod for a service whose name begins with {@code trailhound}, such
   * as {@code TRAILHOUND_KAFKA_PORT_9092_TCP_ADDR}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(PORT(_\\d+_.*)?|SERVICE_HOST|SERVICE_PORT(_.*)?)");

  private EnvironmentVariables() {}

  /**
   * @throws ConfigException when a variable's name is almost that of a key. All other names are let
   *     pass, and what Kubernetes sets for a service
   */
  static Settings read(Map<String, String> environment) {
    Settings settings = new Settings();
    for (Key<?> key : Keys.ALL) {
      String variable = variable(key.name());
      String value = environment.get(variable);
      if (value != null) {
        settings.putText(key.name(), value, "environment variable " + variable);
      }
    }
    environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !OTHERS.contains(name))
        .forEach(EnvironmentVariables::refuseMistake);
    return settings;
  }

  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static void refuseMistake(String variable) {
    List<String> known = Keys.ALL.stream().map(key -> variable(key.name())).toList();
    if (known.contains(variable)
        || SERVICE_LINK.matcher(variable).matches()
        || variable.length() < PREFIX.length() + SHORTEST_MISTAKE) {
      return;
    }
    String word = variable.substring(PREFIX.length());
    List<String> words = known.stream().map(name -> name.substring(PREFIX.length())).toList();
    Optional<String> meant = Suggestion.of(word, words);
    if (meant.isPresent()) {
      throw new ConfigException(
          "the environment variable %s is no key of Trailhound. Did you mean %s%s?"
              .formatted(variable, PREFIX, meant.get()));
    }
  }
}

package io.trailhound.job.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Values of Kafka's own properties in; those that its clients would refuse stop the start, as they
 * would end the job again and again. What no client knows may be a plugin's, and passes.
 */
final class KafkaValues {
  private static final List<ConfigDef> CLIENTS =
      List.of(
          ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

  /** Secrets, and classes that may be where the job runs and not here. */
  private static final Set<ConfigDef.Type> UNSEEN =
      Set.of(ConfigDef.Type.PASSWORD, ConfigDef.Type.CLASS);

  private KafkaValues() {}

  /**
   * @param key with our prefix, as it was given
   * @param origin where it was given
   * @throws ConfigException naming all three
   */
  static void require(String key, String origin, String value) {
    String property = key.substring(Settings.KAFKA.length());
    known(property)
        .filter(known -> !UNSEEN.contains(known.type))
        .forEach(
            known -> {
              try {
                Object parsed = ConfigDef.parseType(property, value, known.type);
                if (known.validator != null) {
                  known.validator.ensureValid(property, parsed);
                }
              } catch (org.apache.kafka.common.config.ConfigException refused) {
                throw new ConfigException(
                    "%s (given as %s): Kafka's clients refuse it: %s. Right would be: %s."
                        .formatted(key, origin, refused.getMessage(), right(known)));
              }
            });
  }

  private static Stream<ConfigDef.ConfigKey> known(String property) {
    return CLIENTS.stream()
        .map(client -> client.configKeys().get(property))
        .filter(known -> known != null);
  }

  private static String right(ConfigDef.ConfigKey known) {
    String type = "a value of Kafka's type " + known.type;
    return known.validator == null ? type : type + ", " + known.validator;
  }
}

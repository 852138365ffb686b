package io.trailhound.job.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The Kafka part of the configuration, from {@link Settings}; secrets are resolved. Not printable:
 * client properties hold passwords.
 */
public final class KafkaConfig {
  private final Map<String, String> client = new TreeMap<>();
  private final Settings settings;

  private KafkaConfig(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param reads whether the source is Kafka
   * @param writes whether the sink is Kafka
   * @throws ConfigException when something is missing, contradicts itself or can't be resolved
   */
  static KafkaConfig of(Settings settings, boolean reads, boolean writes) {
    KafkaConfig config = new KafkaConfig(settings);
    if (!reads && !writes) {
      return config;
    }
    config.client.putAll(settings.kafkaProperties());
    settings.get(Keys.KAFKA_SERVERS).ifPresent(s -> config.client.put("bootstrap.servers", s));
    if (!config.client.containsKey("bootstrap.servers")) {
      throw new ConfigException(
          "kafka-servers is missing. Right would be: --kafka-servers HOST:PORT[,HOST:PORT].");
    }
    if (reads && settings.has(Keys.KAFKA_TOPIC) == settings.has(Keys.KAFKA_PATTERN)) {
      throw new ConfigException(
          "source: 'kafka' needs its topics. Right would be: --kafka-topic TOPIC... or"
              + " --kafka-topic-pattern REGEX, one of the two.");
    }
    if (writes && !settings.has(Keys.ALERTS_TOPIC)) {
      throw new ConfigException(
          "sink: 'kafka' needs a topic for alerts. Right would be: --alerts-topic TOPIC.");
    }
    return config;
  }

  /** What every client gets. */
  public Properties client() {
    Properties properties = new Properties();
    properties.putAll(client);
    return properties;
  }

  public List<String> topics() {
    return settings.all(Keys.KAFKA_TOPIC);
  }

  /** Of topics, when no topics are named. */
  public Optional<String> pattern() {
    return settings.get(Keys.KAFKA_PATTERN);
  }

  public String start() {
    return settings.get(Keys.KAFKA_START).orElseThrow();
  }

  /** Whether the job ends where the topics end when it starts. */
  public boolean endsAtLatest() {
    return settings.get(Keys.KAFKA_STOP).orElseThrow().equals("latest");
  }

  public String group() {
    return settings.get(Keys.KAFKA_GROUP).orElseThrow();
  }

  public Duration idleness() {
    return settings.get(Keys.KAFKA_IDLENESS).orElseThrow();
  }

  public String alertsTopic() {
    return settings.get(Keys.ALERTS_TOPIC).orElseThrow();
  }

  public Optional<String> deadLettersTopic() {
    return settings.get(Keys.DEAD_LETTERS_TOPIC);
  }

  public Optional<String> lateTopic() {
    return settings.get(Keys.LATE_TOPIC);
  }

  public boolean exactlyOnce() {
    return settings.get(Keys.KAFKA_DELIVERY).orElseThrow().equals("exactly-once");
  }

  public String transactionPrefix() {
    return settings.get(Keys.KAFKA_TRANSACTION_PREFIX).orElseThrow();
  }

  public Duration transactionTimeout() {
    return settings.get(Keys.KAFKA_TRANSACTION_TIMEOUT).orElseThrow();
  }
}

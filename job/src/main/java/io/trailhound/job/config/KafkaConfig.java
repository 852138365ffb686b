package io.trailhound.job.config;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The Kafka part of the configuration, parsed once from {@link Settings}; see {@link KafkaKeys} for
 * what each part means.
 *
 * @param client what every client gets; secrets are resolved
 */
public record KafkaConfig(
    Map<String, String> client,
    List<String> topics,
    Optional<String> pattern,
    String start,
    boolean endsAtLatest,
    String group,
    Duration idleness,
    Optional<Duration> alignment,
    Optional<String> alertsTopic,
    Optional<String> incidentsTopic,
    Optional<String> deadLettersTopic,
    Optional<String> lateTopic,
    boolean exactlyOnce,
    String transactionPrefix,
    Duration transactionTimeout) {
  /** Kafka's own default of {@code batch.size}. */
  private static final int USUAL_BATCH = 16_384;

  /** As the documentation of Amazon MSK has them. */
  private static final Map<String, String> AWS_IAM =
      Map.of(
          "security.protocol",
          "SASL_SSL",
          "sasl.mechanism",
          "AWS_MSK_IAM",
          "sasl.jaas.config",
          "software.amazon.msk.auth.iam.IAMLoginModule required;",
          "sasl.client.callback.handler.class",
          "software.amazon.msk.auth.iam.IAMClientCallbackHandler");

  private static final List<Key<String>> OUTPUTS =
      List.of(
          KafkaKeys.ALERTS_TOPIC,
          KafkaKeys.INCIDENTS_TOPIC,
          KafkaKeys.DEAD_LETTERS_TOPIC,
          KafkaKeys.LATE_TOPIC);

  private static final List<Key<?>> OF_THE_SOURCE =
      List.of(
          KafkaKeys.TOPICS,
          KafkaKeys.PATTERN,
          KafkaKeys.START,
          KafkaKeys.STOP,
          KafkaKeys.GROUP,
          KafkaKeys.IDLENESS,
          KafkaKeys.ALIGNMENT);

  /** Where the topics are begun, if that is a time and not for Kafka to know. */
  public Optional<Instant> startTime() {
    return Type.KNOWN_TO_KAFKA.contains(start)
        ? Optional.empty()
        : Optional.of(Instant.parse(start));
  }

  /**
   * @param reads whether the source is Kafka
   * @param writes whether the sink is Kafka
   * @throws ConfigException when something is missing, contradicts itself or can't be resolved
   */
  static KafkaConfig of(Settings settings, boolean reads, boolean writes) {
    check(settings, reads, writes);
    return new KafkaConfig(
        client(settings),
        settings.all(KafkaKeys.TOPICS),
        settings.get(KafkaKeys.PATTERN),
        settings.get(KafkaKeys.START).orElseThrow(),
        settings.get(KafkaKeys.STOP).orElseThrow().equals("latest"),
        settings.get(KafkaKeys.GROUP).orElseThrow(),
        settings.get(KafkaKeys.IDLENESS).orElseThrow(),
        WarmKeys.alignment(settings, KafkaKeys.ALIGNMENT),
        settings.get(KafkaKeys.ALERTS_TOPIC),
        settings.get(KafkaKeys.INCIDENTS_TOPIC),
        settings.get(KafkaKeys.DEAD_LETTERS_TOPIC),
        settings.get(KafkaKeys.LATE_TOPIC),
        settings.get(KafkaKeys.DELIVERY).orElseThrow().equals("exactly-once"),
        settings.get(KafkaKeys.TRANSACTION_PREFIX).orElseThrow()
            + settings.get(Keys.REPLAY).map(name -> "-replay-" + name).orElse(""),
        settings.get(KafkaKeys.TRANSACTION_TIMEOUT).orElseThrow());
  }

  private static void check(Settings settings, boolean reads, boolean writes) {
    if (reads && settings.has(KafkaKeys.TOPICS) == settings.has(KafkaKeys.PATTERN)) {
      throw new ConfigException(
          "source: 'kafka' needs its topics. Right would be: --kafka-topic TOPIC... or"
              + " --kafka-topic-pattern REGEX, one of the two.");
    }
    if (writes && !settings.has(KafkaKeys.ALERTS_TOPIC)) {
      throw new ConfigException(
          "sink: 'kafka' needs a topic for alerts. Right would be: --alerts-topic TOPIC.");
    }
    if (!reads) {
      OF_THE_SOURCE.forEach(key -> settings.refuseUseless(key, "--source kafka"));
    }
    if (!writes) {
      settings.refuseUseless(KafkaKeys.ALERTS_TOPIC, "--sink kafka");
    }
    refuseBoth(settings, KafkaKeys.INCIDENTS_TOPIC, IncidentKeys.FILE);
    refuseBoth(settings, KafkaKeys.DEAD_LETTERS_TOPIC, Keys.DEAD_LETTERS);
    refuseBoth(settings, KafkaKeys.LATE_TOPIC, Keys.LATE);
    boolean output = OUTPUTS.stream().anyMatch(settings::has);
    if (!output) {
      settings.refuseUseless(KafkaKeys.DELIVERY, "--sink kafka");
    }
    refuseOneTopicForTwo(settings);
    refuseOwnOutput(settings);
    boolean used = reads || output;
    boolean served =
        settings.has(KafkaKeys.SERVERS) || settings.hasKafkaProperty("bootstrap.servers");
    if (used && !served) {
      throw new ConfigException(
          "kafka-servers is missing. Right would be: --kafka-servers HOST:PORT[,HOST:PORT].");
    }
    if (!used) {
      for (Key<?> key : List.of(KafkaKeys.SERVERS, KafkaKeys.AUTH)) {
        settings.refuseUseless(key, "--source kafka or --sink kafka");
      }
    }
  }

  static boolean isOfTheSource(Key<?> key) {
    return OF_THE_SOURCE.contains(key);
  }

  private static void refuseBoth(Settings settings, Key<String> topic, Key<String> file) {
    if (settings.has(topic) && settings.has(file)) {
      throw new ConfigException(
          "%s (given as %s) and %s (given as %s) are two places for the same. Right would be: one of the two."
              .formatted(topic.name(), settings.origin(topic), file.name(), settings.origin(file)));
    }
  }

  /** Each alert read again as input would be a dead letter, and each of those another one. */
  private static void refuseOwnOutput(Settings settings) {
    Optional<Pattern> pattern = settings.get(KafkaKeys.PATTERN).map(Pattern::compile);
    for (Key<String> key : OUTPUTS) {
      Optional<String> topic = settings.get(key);
      if (pattern.isPresent()
          && topic.isPresent()
          && pattern.get().matcher(topic.get()).matches()) {
        throw new ConfigException(
            "kafka-topic-pattern (given as %s): '%s' takes in the topic '%s' of %s, and the job would read what it writes. Right would be: a pattern or a name that keeps them apart."
                .formatted(
                    settings.origin(KafkaKeys.PATTERN), pattern.get(), topic.get(), key.name()));
      }
    }
  }

  private static void refuseOneTopicForTwo(Settings settings) {
    Map<String, Key<String>> named = new HashMap<>();
    settings.all(KafkaKeys.TOPICS).forEach(topic -> named.put(topic, KafkaKeys.TOPICS));
    for (Key<String> key : OUTPUTS) {
      Optional<String> topic = settings.get(key);
      Key<String> other = topic.map(name -> named.put(name, key)).orElse(null);
      if (other != null) {
        throw new ConfigException(
            "%s and %s name the same topic, '%s'. Right would be: one for each."
                .formatted(other.name(), key.name(), topic.orElseThrow()));
      }
    }
  }

  private static Map<String, String> client(Settings settings) {
    Map<String, String> client = settings.kafkaProperties();
    settings.get(KafkaKeys.SERVERS).ifPresent(s -> client.put("bootstrap.servers", s));
    if (settings.has(KafkaKeys.AUTH)) {
      AWS_IAM.forEach(client::putIfAbsent);
    }
    return client;
  }

  /** Whether any topic is read or written. */
  public boolean used() {
    return client.containsKey("bootstrap.servers");
  }

  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(client);
    return properties;
  }

  /** Bytes of a producer's batch; what isn't a number the producer itself refuses. */
  public int largestBatch() {
    String given = client.getOrDefault("batch.size", "");
    return given.matches("\\d{1,9}") ? Integer.parseInt(given) : USUAL_BATCH;
  }

  /** Without the values of client properties: among them are passwords. */
  @Override
  public String toString() {
    return "KafkaConfig[client=%s, topics=%s, group=%s]".formatted(client.keySet(), topics, group);
  }
}

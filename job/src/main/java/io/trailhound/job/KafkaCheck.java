package io.trailhound.job;

import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.job.sink.TopicSettings;
import io.trailhound.model.Caps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka configuration in; nothing out when a broker answers and the topics are there. Without
 * this look a mistake shows as a job that restarts for ever.
 */
public final class KafkaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCheck.class);
  private static final int TIMEOUT_MS = 10_000;

  /** With room for the key and what Kafka adds. */
  private static final int LARGEST_ALERT = Caps.DOCUMENT + 4_096;

  /** Longer letters are cut; this has room for the rest of one and some of its bytes. */
  private static final int LEAST_LETTER = 32 << 10;

  private final KafkaConfig config;

  private KafkaCheck(KafkaConfig config) {
    this.config = config;
  }

  /** A topic and the key that names it. */
  private record Named(String key, String topic) {}

  /**
   * Looks from here, which need not be where the job will run.
   *
   * @param mustAnswer whether this process itself needs the brokers. A machine that only submits a
   *     job may be unable to reach them: then there's a warning in the log
   * @return whether there was an answer
   * @throws ConfigException when a topic doesn't exist, or no broker answers and one must
   */
  public static boolean require(KafkaConfig config, boolean mustAnswer) {
    if (!config.used()) {
      return false;
    }
    try {
      new KafkaCheck(config).require();
      return true;
    } catch (KafkaException silent) {
      String servers = config.client().get("bootstrap.servers");
      if (mustAnswer) {
        throw new ConfigException(
            String.format(
                Locale.ROOT,
                "kafka-servers: no broker at '%s' lets us in: %s Right would be: a broker that answers within %d s.",
                servers,
                sentence(silent),
                TIMEOUT_MS / 1000));
      }
      LOG.warn("Kafka at {} can't be looked at from here: {}", servers, reason(silent));
      return false;
    }
  }

  private void require() {
    Properties client = config.properties();
    client.putIfAbsent("default.api.timeout.ms", TIMEOUT_MS);
    client.putIfAbsent("request.timeout.ms", TIMEOUT_MS / 2);
    try (Admin admin = Admin.create(client)) {
      for (String topic : config.topics()) {
        if (!exists(admin, topic)) {
          throw missing(new Named("kafka-topic", topic));
        }
      }
      List<Named> outputs = outputs();
      outputs.forEach(output -> requireLength(admin, output));
      outputs.removeIf(output -> exists(admin, output.topic()));
      if (!outputs.isEmpty() && !createsTopics(admin)) {
        throw missing(outputs.get(0));
      }
      TopicSettings.await(admin.describeCluster().clusterId());
    }
  }

  private List<Named> outputs() {
    List<Named> outputs = new ArrayList<>();
    config.alertsTopic().ifPresent(topic -> outputs.add(new Named("alerts-topic", topic)));
    config.incidentsTopic().ifPresent(topic -> outputs.add(new Named("incidents-topic", topic)));
    config
        .deadLettersTopic()
        .ifPresent(topic -> outputs.add(new Named("dead-letters-topic", topic)));
    config.lateTopic().ifPresent(topic -> outputs.add(new Named("late-topic", topic)));
    return outputs;
  }

  private ConfigException missing(Named named) {
    return new ConfigException(
        "%s: there is no topic '%s' at '%s'. Right would be: to create it first, or another name."
            .formatted(named.key(), named.topic(), config.client().get("bootstrap.servers")));
  }

  private static boolean exists(Admin admin, String topic) {
    try {
      TopicSettings.await(admin.describeTopics(List.of(topic)).allTopicNames());
      return true;
    } catch (UnknownTopicOrPartitionException | InvalidTopicException absent) {
      return false;
    } catch (AuthorizationException unknowable) {
      return true;
    }
  }

  /**
   * An alert that a topic doesn't take would end the job, again and again; a batch that it doesn't
   * take would be split by Kafka's client, again and again (KAFKA-8350).
   */
  private void requireLength(Admin admin, Named output) {
    boolean alerts =
        Stream.of(config.alertsTopic(), config.incidentsTopic())
            .anyMatch(topic -> topic.filter(output.topic()::equals).isPresent());
    long batch = Math.max(config.largestBatch(), alerts ? LARGEST_ALERT : LEAST_LETTER);
    long most = TopicSettings.longestMessage(admin, output.topic()).orElse(batch);
    if (most < batch) {
      throw new ConfigException(
          String.format(
              Locale.ROOT,
              "%s: '%s' takes messages of up to %d bytes, and %s may have %d. Right would be: max.message.bytes=%d for the topic, or more.",
              output.key(),
              output.topic(),
              most,
              alerts ? "an alert" : "a batch of letters",
              batch,
              batch));
    }
  }

  /** Whether writing to a topic creates it. */
  private static boolean createsTopics(Admin admin) {
    try {
      Node node = TopicSettings.await(admin.describeCluster().nodes()).iterator().next();
      return Boolean.parseBoolean(
          TopicSettings.of(
              admin, ConfigResource.Type.BROKER, node.idString(), "auto.create.topics.enable"));
    } catch (AuthorizationException unknowable) {
      return true;
    }
  }

  private static String sentence(KafkaException e) {
    return reason(e).strip().replaceAll("\\.*$", ".");
  }

  /** With its causes: of a wrong key or log-in, Kafka itself says no more than that it failed. */
  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    Throwable cause = failure.getCause();
    if (cause == null) {
      return message == null ? failure.getClass().getSimpleName() : message;
    }
    String why = reason(cause);
    if (message == null || message.equals(cause.toString())) {
      return why;
    }
    return message.contains(why) ? message : message + ": " + why;
  }
}

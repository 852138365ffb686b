package io.trailhound.local.stack;

import io.trailhound.local.KafkaBroker;
import io.trailhound.local.LocalException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that a new broker gets. */
final class Topics {
  static final String CLOUDTRAIL = "cloudtrail";
  static final String ALERTS = "alerts";
  static final String DEAD_LETTERS = "dead-letters";
  static final String LATE = "late";

  private static final short ONE_COPY = 1;
  private static final Map<String, Integer> PARTITIONS =
      Map.of(CLOUDTRAIL, 4, ALERTS, 1, DEAD_LETTERS, 1, LATE, 1);

  private Topics() {}

  /** Creates those that are missing. */
  static void create(KafkaBroker broker) {
    broker.create(
        PARTITIONS.entrySet().stream()
            .map(it -> new NewTopic(it.getKey(), it.getValue(), ONE_COPY))
            .toList());
  }

  /**
   * Bytes of a message that {@code topic} takes.
   *
   * @throws UsageException when there is no such topic
   */
  static int longestMessage(KafkaBroker broker, String topic) {
    ConfigResource named = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = broker.admin()) {
      Config config = broker.done(admin.describeConfigs(List.of(named)).all()).get(named);
      return Integer.parseInt(config.get("max.message.bytes").value());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        throw new UsageException(
            "topic: there is no topic '%s' at '%s'. Right would be: to create it first, or another name."
                .formatted(topic, broker.servers()));
      }
      throw new LocalException("Kafka's topics can't be looked at: " + e.getMessage(), e);
    }
  }
}

package io.trailhound.job.sink;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the brokers say of a topic or of themselves. */
public final class TopicSettings {
  private static final String LONGEST_MESSAGE = "max.message.bytes";

  private TopicSettings() {}

  /**
   * How many bytes a message of {@code topic} may have, compressed; empty when there's no such
   * topic, which then is created by writing, or when we may not know.
   */
  public static OptionalLong longestMessage(Admin admin, String topic) {
    try {
      return await(limit(admin, topic));
    } catch (UnknownTopicOrPartitionException | AuthorizationException unknowable) {
      return OptionalLong.empty();
    }
  }

  /** The same, without waiting for it. */
  static CompletableFuture<OptionalLong> askLongestMessage(Admin admin, String topic) {
    return limit(admin, topic).toCompletionStage().toCompletableFuture();
  }

  private static KafkaFuture<OptionalLong> limit(Admin admin, String topic) {
    return ask(admin, ConfigResource.Type.TOPIC, topic, LONGEST_MESSAGE)
        .thenApply(limit -> OptionalLong.of(Long.parseLong(limit)));
  }

  /** The value of a setting of a topic or a broker. */
  public static String of(Admin admin, ConfigResource.Type type, String name, String setting) {
    return await(ask(admin, type, name, setting));
  }

  private static KafkaFuture<String> ask(
      Admin admin, ConfigResource.Type type, String name, String setting) {
    ConfigResource resource = new ConfigResource(type, name);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .thenApply(all -> all.get(resource).get(setting).value());
  }

  /** The answer, or Kafka's own exception as it is. */
  public static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e); // sets the thread's flag again
    }
  }
}

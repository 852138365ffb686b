package io.trailhound.e2e;

import io.trailhound.local.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The messages of a topic with one partition, as a consumer of committed ones has got them so far.
 */
final class Topic implements AutoCloseable {
  private static final Duration A_MOMENT = Duration.ofMillis(200);

  private final KafkaConsumer<String, String> consumer;
  private final TopicPartition partition;
  private final List<String> values = new ArrayList<>();

  Topic(String servers, String name) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "default.api.timeout.ms",
                (int) Patience.LIMIT.toMillis(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    partition = new TopicPartition(name, 0);
    consumer.assign(List.of(partition));
  }

  /** All that were committed when this was called, in the order of the topic. */
  List<String> read() {
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    while (consumer.position(partition) < end) {
      consumer.poll(A_MOMENT).forEach(it -> values.add(it.value()));
    }
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.trailhound.e2e;

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
  private final List<String> values = new ArrayList<>();

  Topic(String servers, String name) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", servers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.assign(List.of(new TopicPartition(name, 0)));
  }

  /** All so far, in the order of the topic. */
  List<String> read() {
    var records = consumer.poll(A_MOMENT);
    while (!records.isEmpty()) {
      records.forEach(it -> values.add(it.value()));
      records = consumer.poll(A_MOMENT);
    }
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

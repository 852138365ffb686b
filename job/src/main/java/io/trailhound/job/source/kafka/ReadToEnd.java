package io.trailhound.job.source.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Behind the messages of a partition: whether these were all that it had when the broker was last
 * asked. It goes the way of the messages, so what was read before it has been emitted when it
 * comes.
 */
final class ReadToEnd extends ConsumerRecord<byte[], byte[]> {
  private final boolean all;
  private final long asked;

  /**
   * @param asked when, by {@link System#nanoTime}
   */
  ReadToEnd(TopicPartition partition, boolean all, long asked) {
    super(partition.topic(), partition.partition(), -1, null, null);
    this.all = all;
    this.asked = asked;
  }

  TopicPartition topicPartition() {
    return new TopicPartition(topic(), partition());
  }

  boolean all() {
    return all;
  }

  long asked() {
    return asked;
  }
}

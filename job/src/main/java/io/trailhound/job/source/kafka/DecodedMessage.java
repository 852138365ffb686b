package io.trailhound.job.source.kafka;

import io.trailhound.model.Decoded;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A message whose events and dead letters are at hand. */
final class DecodedMessage extends ConsumerRecord<byte[], byte[]> {
  private final List<Decoded> all;

  DecodedMessage(ConsumerRecord<byte[], byte[]> message, List<Decoded> all) {
    super(message.topic(), message.partition(), message.offset(), null, null);
    this.all = all;
  }

  List<Decoded> all() {
    return all;
  }
}

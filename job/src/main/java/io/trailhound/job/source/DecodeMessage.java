package io.trailhound.job.source;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.model.Decoded;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One Kafka message in, its events and dead letters out, each with topic-partition-offset. */
final class DecodeMessage implements KafkaRecordDeserializationSchema<Decoded> {
  private static final long serialVersionUID = 1L;

  /** What a tombstone of a compacted topic holds: it becomes a dead letter. */
  private static final byte[] NOTHING = {};

  private final CloudTrailDecoder decoder;
  private transient String topic;
  private transient int partition;
  private transient String source;

  DecodeMessage(CloudTrailDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Decoded> out) {
    byte[] value = message.value() == null ? NOTHING : message.value();
    long arrival = message.timestamp();
    decoder.decode(
        value,
        source(message),
        message.offset(),
        decoded -> {
          if (decoded.event() != null) {
            decoded.event().arrival = arrival;
          }
          out.collect(decoded);
        });
  }

  /** Messages of one partition come in batches: the text is made once for each. */
  private String source(ConsumerRecord<byte[], byte[]> message) {
    if (source == null || partition != message.partition() || !message.topic().equals(topic)) {
      topic = message.topic();
      partition = message.partition();
      source = topic + "-" + partition + "-";
    }
    return source;
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }
}

package io.trailhound.job.source.kafka;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.Reasons;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One Kafka message in, its events and dead letters out, each with topic-partition-offset. */
final class DecodeMessage implements KafkaRecordDeserializationSchema<Decoded> {
  private static final long serialVersionUID = 1L;

  private final CloudTrailDecoder decoder;
  private transient String topic;
  private transient int partition;
  private transient String source;

  DecodeMessage(CloudTrailDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Decoded> out) {
    byte[] value = message.value();
    if (value == null || value.length == 0) {
      out.collect(Decoded.of(nothing(source(message) + message.offset())));
      return;
    }
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

  /** Every message is accounted for, the tombstone of a compacted topic too. */
  private static DeadLetter nothing(String where) {
    return new DeadLetter(Reasons.NO_RECORDS, "The message is empty.", where, new byte[0]);
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

package io.trailhound.job.source.kafka;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.source.DecodeMessages;
import io.trailhound.model.Decoded;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One Kafka message in, its events and dead letters out, each with topic-partition-offset. */
final class DecodeMessage implements KafkaRecordDeserializationSchema<Decoded> {
  private static final long serialVersionUID = 1L;

  private final DecodeMessages decode;
  private transient String topic;
  private transient int partition;
  private transient String source;

  DecodeMessage(CloudTrailDecoder decoder) {
    this.decode = new DecodeMessages(decoder);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Decoded> out) {
    decode.decode(
        message.value(), source(message), message.offset(), message.timestamp(), out::collect);
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

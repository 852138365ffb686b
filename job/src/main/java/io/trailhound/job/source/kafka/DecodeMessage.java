package io.trailhound.job.source.kafka;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.source.DecodeMessages;
import io.trailhound.model.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    this(new DecodeMessages(decoder));
  }

  private DecodeMessage(DecodeMessages decode) {
    this.decode = decode;
  }

  /** One that does the same for another thread. */
  DecodeMessage another() {
    return new DecodeMessage(decode.another());
  }

  /** All that is in a message. */
  List<Decoded> all(ConsumerRecord<byte[], byte[]> message) {
    List<Decoded> all = new ArrayList<>(1);
    decode(message, all::add);
    return all;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<Decoded> out) {
    decode(message, out::collect);
  }

  private void decode(ConsumerRecord<byte[], byte[]> message, Consumer<Decoded> out) {
    decode.decode(message.value(), source(message), message.offset(), message.timestamp(), out);
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

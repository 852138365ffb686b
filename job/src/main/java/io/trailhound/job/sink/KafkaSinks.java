package io.trailhound.job.sink;

import io.trailhound.job.config.KafkaConfig;
import io.trailhound.model.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Configuration in, sinks of JSON messages out; alerts are keyed by their id. */
public final class KafkaSinks {
  /** 128 MiB: twice what Kafka's own default for a fetch can bring. */
  private static final String LARGEST_LETTER = String.valueOf(128 << 20);

  private KafkaSinks() {}

  static Sink<AlertMessage> alerts(KafkaConfig config, String name, String topic) {
    return sink(
        config,
        config.properties(),
        name,
        (alert, context, time) -> new ProducerRecord<>(topic, utf8(alert.id()), alert.json()));
  }

  /** Of dead letters or late events, keyed by where they came from. */
  public static Sink<DeadLetter> letters(KafkaConfig config, String name, String topic) {
    Properties client = largeMessages(config.properties());
    return sink(config, client, name, new LetterMessages(topic, client));
  }

  /**
   * A letter is a third larger than the message it holds, in base64. Compressed, which is what the
   * broker's limit counts, it is about as large as that message again.
   */
  private static Properties largeMessages(Properties client) {
    client.putIfAbsent("compression.type", "zstd");
    client.putIfAbsent("max.request.size", LARGEST_LETTER);
    client.putIfAbsent("buffer.memory", LARGEST_LETTER);
    return client;
  }

  private static <T> Sink<T> sink(
      KafkaConfig config,
      Properties client,
      String name,
      KafkaRecordSerializationSchema<T> messages) {
    KafkaSinkBuilder<T> builder = KafkaSink.<T>builder().setRecordSerializer(messages);
    if (config.exactlyOnce()) {
      String timeout = String.valueOf(config.transactionTimeout().toMillis());
      client.setProperty("transaction.timeout.ms", timeout);
      builder
          .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix(config.transactionPrefix() + "-" + name);
    } else {
      builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }
    return builder.setKafkaProducerConfig(client).build();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.trailhound.job.sink;

import io.trailhound.alert.EcsAlert;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.model.Alert;
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
  private KafkaSinks() {}

  public static Sink<Alert> alerts(KafkaConfig config, EcsAlert documents) {
    String topic = config.alertsTopic();
    return sink(
        config,
        "alerts",
        (alert, context, time) ->
            new ProducerRecord<>(topic, utf8(alert.id), utf8(documents.toJson(alert))));
  }

  /** Of dead letters or late events, keyed by where they came from. */
  public static Sink<DeadLetter> letters(KafkaConfig config, String name, String topic) {
    DeadLetterJson json = new DeadLetterJson();
    return sink(
        config,
        name,
        (letter, context, time) ->
            new ProducerRecord<>(topic, utf8(letter.source()), utf8(json.encode(letter))));
  }

  private static <T> Sink<T> sink(
      KafkaConfig config, String name, KafkaRecordSerializationSchema<T> messages) {
    Properties client = config.client();
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

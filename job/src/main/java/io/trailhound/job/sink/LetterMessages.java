package io.trailhound.job.sink;

import io.trailhound.metrics.Metrics;
import io.trailhound.model.DeadLetter;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters or late events in, messages out that the topic takes: one that it refuses would end
 * the job, again and again. So of the bytes only as many go along as have room ({@link
 * Metrics#LETTERS_CUT}).
 */
final class LetterMessages implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;

  /** For reason, detail and source, what stands between them, and what Kafka adds. */
  private static final int REST = 8 << 10;

  /** Those that give each of base64's 64 characters 6 bits, so that a byte takes one again. */
  private static final Set<String> WITHOUT_BASE64 = Set.of("zstd", "gzip");

  private final String topic;
  private final Properties client;
  private final DeadLetterJson json = new DeadLetterJson();
  private transient int most;
  private transient Counter cut;

  /**
   * @param client of the producer
   */
  LetterMessages(String topic, Properties client) {
    this.topic = topic;
    this.client = client;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) {
    cut = Metrics.in(context.getMetricGroup()).counter(Metrics.LETTERS_CUT);
    try (MessageLimit limit = new MessageLimit(client, topic, Duration.ZERO)) {
      most = most(limit.bytes(), compression());
    }
  }

  private String compression() {
    return client.getProperty("compression.type", "none");
  }

  /** Bytes of a letter for which a message of {@code limit} bytes has room. */
  static int most(long limit, String compression) {
    double share = WITHOUT_BASE64.contains(compression) ? 0.97 : 0.74;
    return (int) Math.min(1 << 30, Math.max(0, (limit - REST) * share));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long time) {
    if (letter.isLongerThan(most)) {
      cut.inc();
    }
    return new ProducerRecord<>(
        topic, KafkaSinks.utf8(letter.source()), KafkaSinks.utf8(json.encode(letter.cutTo(most))));
  }
}

package io.trailhound.job.source.kafka;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.job.source.EveryAdvance;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Configuration in, a source of decoded Kafka messages out; with {@link #watermarks}. */
public final class KafkaInput {
  /** A socket's buffer: Kafka's own 64 KB make the broker wait for every 45 records. */
  private static final String AS_THE_SYSTEM_DOES = "-1";

  /**
   * Bytes of a partition in one answer. The next one is asked for when this is read, so with
   * Kafka's own 1 MB a fast reader waits for the broker every 700 records.
   */
  private static final String FETCH = String.valueOf(4 << 20);

  private static final String OLDEST = "earliest";

  private KafkaInput() {}

  public static Source<Decoded, ?, ?> source(KafkaConfig config, CloudTrailDecoder decoder) {
    OffsetsInitializer start = start(config.start());
    DecodeMessage decode = new DecodeMessage(decoder);
    KafkaSourceBuilder<Decoded> builder =
        KafkaSource.<Decoded>builder()
            .setProperties(config.properties())
            .setGroupId(config.group())
            .setStartingOffsets(start)
            .setDeserializer(decode);
    if (config.pattern().isPresent()) {
      builder.setTopicPattern(Pattern.compile(config.pattern().get()));
    } else {
      builder.setTopics(config.topics());
    }
    if (config.endsAtLatest()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return new TopicsSource(builder.build(), consumer(config), decode, config.idleness());
  }

  /** Per partition; which of them are idle, {@link TopicsReader} knows. */
  public static WatermarkStrategy<Decoded> watermarks(KafkaConfig config, Duration lateness) {
    return EveryAdvance.ofEvents(lateness, config.alignment());
  }

  /** A group that has committed nothing yet begins with what the topic still holds. */
  @SuppressWarnings("deprecation") // Flink's own parameter
  private static OffsetsInitializer start(String start) {
    return switch (start) {
      case "committed" -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case "earliest" -> OffsetsInitializer.earliest();
      case "latest" -> OffsetsInitializer.latest();
      default -> OffsetsInitializer.timestamp(Instant.parse(start).toEpochMilli());
    };
  }

  /**
   * What Flink's builder makes of it for its own readers, but for where to go on when what comes
   * next is gone from the topic: with the oldest message there is. Flink takes that from the start,
   * and of "latest" and of a time it makes the end, where all that waits would be passed over.
   */
  static Properties consumer(KafkaConfig config) {
    Properties consumer = config.properties();
    String bytes = ByteArrayDeserializer.class.getName();
    consumer.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
    consumer.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, config.group());
    consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, OLDEST);
    consumer.putIfAbsent(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, AS_THE_SYSTEM_DOES);
    consumer.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH);
    consumer.putIfAbsent(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), config.group());
    return consumer;
  }
}

package io.trailhound.job.source;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.KafkaConfig;
import io.trailhound.model.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Configuration in, a source of decoded Kafka messages out; with {@link #watermarks}. */
public final class KafkaInput {
  /** The group of sources that wait for each other. */
  static final String ALIGNMENT = "cloudtrail";

  private KafkaInput() {}

  public static KafkaSource<Decoded> source(KafkaConfig config, CloudTrailDecoder decoder) {
    KafkaSourceBuilder<Decoded> builder =
        KafkaSource.<Decoded>builder()
            .setProperties(config.properties())
            .setGroupId(config.group())
            .setStartingOffsets(start(config.start()))
            .setDeserializer(new DecodeMessage(decoder));
    if (config.pattern().isPresent()) {
      builder.setTopicPattern(Pattern.compile(config.pattern().get()));
    } else {
      builder.setTopics(config.topics());
    }
    if (config.endsAtLatest()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /** Per partition. A dead letter has no time and moves no watermark. */
  public static WatermarkStrategy<Decoded> watermarks(KafkaConfig config, Duration lateness) {
    WatermarkStrategy<Decoded> watermarks =
        WatermarkStrategy.<Decoded>forBoundedOutOfOrderness(lateness)
            .withTimestampAssigner(
                (decoded, none) ->
                    decoded.event() == null ? Long.MIN_VALUE : decoded.event().eventTime)
            .withIdleness(config.idleness());
    return config
        .alignment()
        .map(drift -> watermarks.withWatermarkAlignment(ALIGNMENT, drift))
        .orElse(watermarks);
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
}

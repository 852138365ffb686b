package io.trailhound.job.source.kafka;

import io.trailhound.model.Decoded;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Topics in, decoded records out, by Flink's own source, except for what counts as idle. For Flink,
 * that's a partition of which nothing came for a while, whatever the reason; then a slow start, a
 * slow broker or a paused partition makes its unread messages late. Here a partition is idle when
 * the broker has said that it was read to its end, and no event has come since ({@link
 * TopicsReader}). A reader that may still be given partitions is not idle either ({@link
 * TopicsEnumerator}).
 */
final class TopicsSource
    implements Source<Decoded, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Decoded> {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<Decoded> topics;
  private final Properties consumer;
  private final DecodeMessage decode;
  private final Duration idleness;

  /**
   * @param topics what all but the reading is left to
   * @param consumer all settings of the readers' consumers
   * @param idleness how long a partition that has been read to its end may bring no event
   */
  TopicsSource(
      KafkaSource<Decoded> topics, Properties consumer, DecodeMessage decode, Duration idleness) {
    this.topics = topics;
    this.consumer = consumer;
    this.decode = decode;
    this.idleness = idleness;
  }

  @Override
  public Boundedness getBoundedness() {
    return topics.getBoundedness();
  }

  @Override
  public SourceReader<Decoded, KafkaPartitionSplit> createReader(SourceReaderContext context) {
    // Where partitions end for good, none needs to be idle.
    boolean asks = getBoundedness() == Boundedness.CONTINUOUS_UNBOUNDED;
    return TopicsReader.of(consumer, decode, idleness, asks, context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new TopicsEnumerator(context, false, topics::createEnumerator);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) {
    return new TopicsEnumerator(
        context,
        checkpoint.initialDiscoveryFinished(),
        telling -> topics.restoreEnumerator(telling, checkpoint));
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return topics.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return topics.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return topics.getProducedType();
  }
}

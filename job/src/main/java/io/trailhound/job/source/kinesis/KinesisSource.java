package io.trailhound.job.source.kinesis;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.ConfigException;
import io.trailhound.job.config.KinesisConfig;
import io.trailhound.job.source.DecodeMessages;
import io.trailhound.model.Decoded;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kinesis data stream in, decoded records out. Shards are read by polling, each in order, and
 * what has come of a shard when that was read to its end; which records have left the source is in
 * checkpoints, so each leaves it once.
 *
 * <p>Limits: one reader polls its shards one after the other, so it reads about 10 MB a second;
 * docs/kinesis.md has the others.
 */
public final class KinesisSource
    implements Source<Decoded, ShardSplit, ShardsCheckpoint>, ResultTypeQueryable<Decoded> {
  private static final long serialVersionUID = 1L;

  private final KinesisConfig config;
  private final DecodeMessages decode;

  public KinesisSource(KinesisConfig config, CloudTrailDecoder decoder) {
    this.config = config;
    this.decode = new DecodeMessages(decoder);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Decoded, ShardSplit> createReader(SourceReaderContext context) {
    return ShardsReader.of(config, decode, context);
  }

  /** Where {@code latest} is, is decided here: a job that fails before its first record knows. */
  @Override
  public SplitEnumerator<ShardSplit, ShardsCheckpoint> createEnumerator(
      SplitEnumeratorContext<ShardSplit> context) {
    Position start =
        config.fromEarliest()
            ? Position.EARLIEST
            : Position.time(config.startTime(Instant.now()).toEpochMilli());
    return new ShardsEnumerator(
        context, config, new ShardsCheckpoint(config.name(), start, false, List.of()));
  }

  @Override
  public SplitEnumerator<ShardSplit, ShardsCheckpoint> restoreEnumerator(
      SplitEnumeratorContext<ShardSplit> context, ShardsCheckpoint checkpoint) {
    if (!checkpoint.stream().equals(config.name())) {
      throw new ConfigException(
          "kinesis-stream: the savepoint is of a job that read '%s', and this one is to read '%s'. Right would be: the same stream, or to start without the savepoint."
              .formatted(checkpoint.stream(), config.name()));
    }
    return new ShardsEnumerator(context, config, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<ShardSplit> getSplitSerializer() {
    return new ShardSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<ShardsCheckpoint> getEnumeratorCheckpointSerializer() {
    return new ShardsCheckpoint.Serializer();
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }
}

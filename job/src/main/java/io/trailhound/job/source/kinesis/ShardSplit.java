package io.trailhound.job.source.kinesis;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard and how far it is read.
 *
 * @param shard {@code shardId-000000000000}
 * @param upTo nothing that arrived before is unread, milliseconds; 0 when it was never read
 * @param ended whether it was read to its end for good, so that its children may be read
 */
record ShardSplit(String shard, Position position, long upTo, boolean ended)
    implements SourceSplit {

  static ShardSplit begin(String shard, Position position) {
    return new ShardSplit(shard, position, 0, false);
  }

  @Override
  public String splitId() {
    return shard;
  }
}

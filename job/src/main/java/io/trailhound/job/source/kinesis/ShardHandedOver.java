package io.trailhound.job.source.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: what has come of a shard that it has read is with readers. */
record ShardHandedOver(String shard) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}

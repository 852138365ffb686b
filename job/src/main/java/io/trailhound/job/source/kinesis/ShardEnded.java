package io.trailhound.job.source.kinesis;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: a shard was read to its end. The reader's watermark stays where it is until {@link
 * ShardHandedOver}.
 *
 * @param children what the service says has come of it; empty when it doesn't say
 */
record ShardEnded(String shard, List<String> children) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}

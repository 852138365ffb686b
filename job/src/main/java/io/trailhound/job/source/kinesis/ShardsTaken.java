package io.trailhound.job.source.kinesis;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** From a reader: it has these shards, and its watermark waits for them. The first, all it has. */
record ShardsTaken(List<String> shards) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}

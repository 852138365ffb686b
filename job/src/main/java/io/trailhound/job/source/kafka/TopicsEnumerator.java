package io.trailhound.job.source.kafka;

import io.trailhound.job.source.AllAssigned;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * Flink's enumerator of partitions, and a word ({@link AllAssigned}) to each reader once it has
 * those that are its own: one that has none would else hold the watermark for ever, or, idle from
 * the start, let it run ahead of what it is about to get.
 */
final class TopicsEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> partitions;
  private boolean discovered;

  /** Makes Flink's enumerator. */
  @FunctionalInterface
  interface Maker {
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> in(
        SplitEnumeratorContext<KafkaPartitionSplit> context) throws IOException;
  }

  /**
   * @param discovered whether the partitions were known before
   */
  TopicsEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, boolean discovered, Maker maker) {
    this.context = context;
    this.discovered = discovered;
    try {
      this.partitions = maker.in(new AssigningContext(context, this::assigned));
    } catch (IOException e) {
      throw new IllegalStateException("Flink's Kafka source reads nothing here", e);
    }
  }

  /** Partitions are discovered all at once, and assigned at once to all readers that are there. */
  private void assigned() {
    discovered = true;
    context.registeredReaders().keySet().forEach(this::tell);
  }

  private void tell(int reader) {
    context.sendEventToSourceReader(reader, new AllAssigned());
  }

  @Override
  public void start() {
    partitions.start();
  }

  @Override
  public void addReader(int reader) {
    partitions.addReader(reader);
    if (discovered) {
      tell(reader);
    }
  }

  @Override
  public void handleSplitRequest(int reader, String host) {
    partitions.handleSplitRequest(reader, host);
  }

  @Override
  public void addSplitsBack(List<KafkaPartitionSplit> splits, int reader) {
    partitions.addSplitsBack(splits, reader);
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    partitions.handleSourceEvent(reader, event);
  }

  @Override
  public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
    return partitions.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    partitions.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void close() throws IOException {
    partitions.close();
  }
}

package io.trailhound.job.source.kafka;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A batch of messages, and behind it what is known about the ends of partitions. */
final class BatchWithEnds implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {
  private final RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> batch;
  private final Iterator<ReadToEnd> ends;
  private boolean batchIsDone;
  private ReadToEnd end;

  BatchWithEnds(RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> batch, List<ReadToEnd> ends) {
    this.batch = batch;
    this.ends = ends.iterator();
  }

  @Override
  public String nextSplit() {
    String split = batchIsDone ? null : batch.nextSplit();
    if (split != null) {
      return split;
    }
    batchIsDone = true;
    end = ends.hasNext() ? ends.next() : null;
    return end == null ? null : KafkaPartitionSplit.toSplitId(end.topicPartition());
  }

  @Override
  public ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
    if (!batchIsDone) {
      return batch.nextRecordFromSplit();
    }
    ReadToEnd next = end;
    end = null;
    return next;
  }

  @Override
  public Set<String> finishedSplits() {
    return batch.finishedSplits();
  }

  @Override
  public void recycle() {
    batch.recycle();
  }
}

package io.trailhound.job.source.kafka;

import io.trailhound.model.Decoded;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A batch of messages in, the same out as {@link DecodedMessage}s, so that the task, which has all
 * the rest to do, need not decode; behind them what is known about the ends of partitions. What may
 * be far more than its bytes say, a message that isn't plain JSON, is left as it is, and so is what
 * follows when much has come out: it would all lie in memory, where the task takes one event after
 * the other.
 */
final class DecodedAhead implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {
  /** Events and dead letters of a batch; mostly a message is one, and a batch has 500. */
  static final int MOST = 5_000;

  private final RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> batch;
  private final Iterator<Part> nextParts;
  private Iterator<ConsumerRecord<byte[], byte[]>> messages;

  private record Part(String split, List<ConsumerRecord<byte[], byte[]>> messages) {}

  /**
   * @param decode for this thread alone
   * @param ends of partitions
   */
  DecodedAhead(
      RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> batch,
      DecodeMessage decode,
      List<ReadToEnd> ends) {
    this.batch = batch;
    List<Part> parts = new ArrayList<>();
    int count = 0;
    for (String split = batch.nextSplit(); split != null; split = batch.nextSplit()) {
      List<ConsumerRecord<byte[], byte[]>> part = new ArrayList<>();
      parts.add(new Part(split, part));
      for (ConsumerRecord<byte[], byte[]> next = batch.nextRecordFromSplit();
          next != null;
          next = batch.nextRecordFromSplit()) {
        if (count < MOST && isPlain(next.value())) {
          List<Decoded> all = decode.all(next);
          count += all.size();
          part.add(new DecodedMessage(next, all));
        } else {
          part.add(next);
        }
      }
    }
    for (ReadToEnd end : ends) {
      parts.add(new Part(KafkaPartitionSplit.toSplitId(end.topicPartition()), List.of(end)));
    }
    nextParts = parts.iterator();
  }

  private static boolean isPlain(byte[] message) {
    return message != null && message.length > 0 && (message[0] == '{' || message[0] == '[');
  }

  @Override
  public String nextSplit() {
    if (!nextParts.hasNext()) {
      return null;
    }
    Part part = nextParts.next();
    messages = part.messages().iterator();
    return part.split();
  }

  @Override
  public ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
    return messages.hasNext() ? messages.next() : null;
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

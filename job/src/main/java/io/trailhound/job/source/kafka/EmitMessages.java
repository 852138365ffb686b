package io.trailhound.job.source.kafka;

import io.trailhound.model.Decoded;
import java.time.Duration;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Messages in, their events and dead letters out; partitions without events become idle. */
final class EmitMessages
    implements RecordEmitter<ConsumerRecord<byte[], byte[]>, Decoded, KafkaPartitionSplitState>,
        Collector<Decoded> {
  private final DecodeMessage decode;
  private final long idleness;
  private final WatermarkHolders holders;
  private final Counter messages;

  // Of the message at hand.
  private SourceOutput<Decoded> output;
  private PartitionState partition;

  /**
   * @param messages Flink's counter
   */
  EmitMessages(
      DecodeMessage decode, Duration idleness, WatermarkHolders holders, Counter messages) {
    this.decode = decode;
    this.idleness = idleness.toNanos();
    this.holders = holders;
    this.messages = messages;
  }

  @Override
  public void emitRecord(
      ConsumerRecord<byte[], byte[]> message,
      SourceOutput<Decoded> output,
      KafkaPartitionSplitState state) {
    this.output = output;
    this.partition = (PartitionState) state;
    if (message instanceof ReadToEnd end) {
      messages.dec(); // Flink takes it for a message
      tell(end);
      return;
    }
    decode.deserialize(message, this);
    state.setCurrentOffset(message.offset() + 1);
  }

  /** Dead letters keep no partition alive: they have no time that others would have to wait for. */
  @Override
  public void collect(Decoded decoded) {
    if (decoded.event() != null) {
      boolean wasIdle = partition.isIdle();
      partition.active();
      if (wasIdle) {
        wake();
      }
    }
    output.collect(decoded);
  }

  private void tell(ReadToEnd end) {
    boolean wasIdle = partition.isIdle();
    if (end.all()) {
      partition.readToEnd(end.asked(), idleness);
    } else {
      partition.unread();
    }
    if (partition.isIdle()) {
      output.markIdle(); // a watermark that its clock gave since has undone it
      holders.changed(wasIdle ? 0 : -1);
    } else if (wasIdle) {
      wake();
    }
  }

  private void wake() {
    output.markActive();
    holders.changed(+1);
  }

  @Override
  public void close() {}
}

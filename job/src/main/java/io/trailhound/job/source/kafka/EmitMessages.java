package io.trailhound.job.source.kafka;

import io.trailhound.job.source.SplitSilence;
import io.trailhound.model.Decoded;
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
  private final Counter messages;

  // Of the message at hand.
  private SourceOutput<Decoded> output;
  private SplitSilence silence;

  /**
   * @param messages Flink's counter
   */
  EmitMessages(DecodeMessage decode, Counter messages) {
    this.decode = decode;
    this.messages = messages;
  }

  @Override
  public void emitRecord(
      ConsumerRecord<byte[], byte[]> message,
      SourceOutput<Decoded> output,
      KafkaPartitionSplitState state) {
    this.output = output;
    this.silence = ((PartitionState) state).silence();
    if (message instanceof ReadToEnd end) {
      messages.dec(); // Flink takes it for a message
      silence.end(end.all(), end.asked(), output);
      return;
    }
    if (message instanceof DecodedMessage decoded) {
      decoded.all().forEach(this::collect);
    } else {
      decode.deserialize(message, this);
    }
    state.setCurrentOffset(message.offset() + 1);
  }

  /** Dead letters keep no partition alive: they have no time that others would have to wait for. */
  @Override
  public void collect(Decoded decoded) {
    if (decoded.event() != null) {
      silence.event(output);
    }
    output.collect(decoded);
  }

  @Override
  public void close() {}
}

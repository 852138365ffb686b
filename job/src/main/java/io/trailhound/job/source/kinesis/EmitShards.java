package io.trailhound.job.source.kinesis;

import io.trailhound.job.source.DecodeMessages;
import io.trailhound.job.source.SplitSilence;
import io.trailhound.model.Decoded;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;

/**
 * Records in, their events and dead letters out, each with stream, shard, sequence number and its
 * place in a packed record; shards without events become idle.
 */
final class EmitShards implements RecordEmitter<ShardItem, Decoded, ShardState> {
  private final String stream;
  private final DecodeMessages decode;
  private final Counter records;

  /**
   * @param stream its name
   * @param records Flink's counter
   */
  EmitShards(String stream, DecodeMessages decode, Counter records) {
    this.stream = stream;
    this.decode = decode;
    this.records = records;
  }

  @Override
  public void emitRecord(ShardItem item, SourceOutput<Decoded> output, ShardState state) {
    if (item instanceof ShardItem.UserRecord record) {
      emit(record, output, state);
      return;
    }
    records.dec(); // Flink takes it for a record
    if (item instanceof ShardItem.ReadTo read) {
      state.silence().end(read.end(), read.asked(), output);
      if (read.end()) {
        state.readToEnd(read.time());
      }
    } else if (item instanceof ShardItem.End end) {
      state.children(end.children());
    }
  }

  /** Dead letters keep no shard alive: they have no time that others would have to wait for. */
  private void emit(ShardItem.UserRecord record, SourceOutput<Decoded> output, ShardState state) {
    SplitSilence silence = state.silence();
    decode.decode(
        record.data(),
        stream + "-" + state.shard() + "-" + record.sequence() + "-",
        record.number(),
        record.arrival(),
        decoded -> {
          if (decoded.event() != null) {
            silence.event(output);
          }
          output.collect(decoded);
        });
    state.emitted(record);
  }
}

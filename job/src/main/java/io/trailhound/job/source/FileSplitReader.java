package io.trailhound.job.source;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.DecodedReader;
import io.trailhound.decode.Reasons;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.util.PriorityQueue;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in, batches of decoded records out, one file after the other in the order of their first
 * events. Runs in a thread of its own, so reading and decoding go beside the task's work. A file
 * that cannot be read becomes a dead letter.
 */
final class FileSplitReader implements SplitReader<Decoded, FileSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(FileSplitReader.class);

  private final CloudTrailDecoder decoder;
  private final PriorityQueue<FileSplit> waiting = new PriorityQueue<>(FileSplit.ORDER);
  private FileSplit split;
  private DecodedReader records;

  FileSplitReader(CloudTrailDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<FileSplit> change) {
    waiting.addAll(change.splits());
  }

  @Override
  public RecordsWithSplitIds<Decoded> fetch() {
    if (split == null) {
      split = waiting.remove();
    }
    DecodedBatch batch = new DecodedBatch(split.splitId());
    try {
      if (records == null) {
        records = decoder.open(split.file().open(), split.file().source());
        skip(split.emitted());
      }
      fill(batch);
    } catch (IOException unreadable) {
      LOG.warn("Cannot read {}: {}", split.splitId(), unreadable.getMessage());
      batch.add(Decoded.of(letter(unreadable)));
      finish(batch);
    }
    return batch;
  }

  /** What had left before the restart; the decoder gives the same again in the same order. */
  private void skip(long emitted) {
    while (records.ordinal() < emitted && records.next() != null) {}
  }

  private void fill(DecodedBatch batch) {
    long now = System.currentTimeMillis();
    while (!batch.isFull()) {
      Decoded record = records.next();
      if (record == null) {
        finish(batch);
        return;
      }
      if (record.event() != null) {
        record.event().arrival = now;
      }
      batch.add(record);
    }
  }

  private void finish(DecodedBatch batch) {
    batch.finish();
    close();
    split = null;
  }

  private DeadLetter letter(IOException cause) {
    String detail = "The file cannot be read: " + cause.getMessage();
    return new DeadLetter(Reasons.UNREADABLE, detail, split.file().source() + 0, new byte[0]);
  }

  @Override
  public void wakeUp() {
    // A batch is short work, it's never worth interrupting.
  }

  @Override
  public void close() {
    try {
      if (records != null) {
        records.close();
      }
    } catch (IOException e) {
      LOG.debug("Closing a file that was only read", e);
    }
    records = null;
  }
}

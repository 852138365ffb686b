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
 * events. Runs in a thread of its own, so reading and decoding go beside the task's work. A local
 * file that cannot be read becomes a dead letter, and so does a remote one that is gone; any other
 * failure of a remote file system is not the file's fault and fails the job, which goes on from its
 * last checkpoint.
 */
final class FileSplitReader implements SplitReader<Decoded, FileSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(FileSplitReader.class);

  private final CloudTrailDecoder decoder;
  private final PriorityQueue<FileSplit> waiting = new PriorityQueue<>(FileSplit.ORDER);
  private final ReadAhead contents = new ReadAhead();
  private FileSplit split;
  private ReadAhead.Content content;
  private DecodedReader records;

  FileSplitReader(CloudTrailDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<FileSplit> change) {
    waiting.addAll(change.splits());
    change.splits().forEach(contents::begin);
  }

  @Override
  public RecordsWithSplitIds<Decoded> fetch() throws IOException {
    if (split == null) {
      split = waiting.remove();
    }
    DecodedBatch batch = new DecodedBatch(split.splitId());
    try {
      if (records == null) {
        content = contents.open(split);
        records = decoder.open(content, split.file().source());
        skip(split.emitted());
      }
      fill(batch);
    } catch (IOException unreadable) {
      failUnlessItsFault(unreadable);
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

  private void fill(DecodedBatch batch) throws IOException {
    long now = System.currentTimeMillis();
    while (!batch.isFull()) {
      Decoded record = records.next();
      if (content.failure() != null && !split.file().isLocal()) {
        throw content.failure();
      }
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

  private void failUnlessItsFault(IOException failure) throws IOException {
    if (!split.file().isLocal() && split.file().exists()) {
      throw new IOException(
          "%s cannot be read: %s".formatted(split.file().path(), failure.getMessage()), failure);
    }
  }

  private void finish(DecodedBatch batch) {
    batch.finish();
    closeFile();
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
    closeFile();
    contents.close();
  }

  private void closeFile() {
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

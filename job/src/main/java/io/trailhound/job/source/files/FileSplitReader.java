package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.decode.Reasons;
import io.trailhound.decode.ReusedChunks;
import io.trailhound.job.source.listing.InputFile;
import io.trailhound.job.source.listing.Lister;
import io.trailhound.job.source.listing.StoreAnswer;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files in, batches of decoded records out, one file after the other in the order of their first
 * events. Runs in a thread of its own, so reading and decoding go beside the task's work. A file
 * that cannot be read becomes a dead letter where that is its own {@link Fault}; any other failure
 * fails the job, which goes on from its last checkpoint.
 */
final class FileSplitReader implements SplitReader<Decoded, FileSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(FileSplitReader.class);

  private final CloudTrailDecoder decoder;
  private final Counter leftOut;
  private final Fault fault = new Fault();
  private final PriorityQueue<FileSplit> waiting = new PriorityQueue<>(FileSplit.ORDER);
  private final AtomicBoolean over;
  private final ReadAhead contents;
  private final ReusedChunks chunks = new ReusedChunks();
  private FileSplit split;
  private FileRecords records;

  /**
   * @param leftOut counts the files that could not be read
   * @param over becomes true when the reader is to be closed: a batch then ends soon
   */
  FileSplitReader(CloudTrailDecoder decoder, Counter leftOut, AtomicBoolean over) {
    this.decoder = decoder;
    this.leftOut = leftOut;
    this.over = over;
    this.contents = new ReadAhead(over);
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
    DecodedBatch batch = new DecodedBatch(split.splitId(), chunks);
    if (!over
        .get()) { // or the file would be opened again and again until Flink has ended the thread
      read(batch);
    }
    batch.end();
    return batch;
  }

  private void read(DecodedBatch batch) throws IOException {
    try {
      if (records == null) {
        ReadAhead.Content content = contents.open(split);
        records =
            new FileRecords(decoder.open(content, split.file().source(), chunks), content, over);
        records.skip(split.emitted());
      }
      fill(batch);
    } catch (IOException unreadable) {
      if (over.get()) {
        closeFile();
        return;
      }
      failUnlessItsFault(unreadable);
      LOG.warn("Cannot read {}: {}", split.splitId(), reason(unreadable));
      leftOut.inc();
      batch.add(Decoded.of(letter(unreadable)));
      finish(batch);
    }
  }

  private void fill(DecodedBatch batch) throws IOException {
    long now = System.currentTimeMillis();
    while (!batch.isFull()) {
      Decoded record = records.next();
      if (record == null) {
        fault.wasRead(split.file());
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
    List<InputFile> atHand = waiting.stream().map(FileSplit::file).toList();
    if (!fault.isOf(split.file(), failure, atHand)) {
      throw new IOException(
          "%s cannot be read: %s".formatted(split.file().path(), reason(failure)), failure);
    }
  }

  private void finish(DecodedBatch batch) {
    batch.finish();
    closeFile();
    split = null;
  }

  private DeadLetter letter(IOException cause) {
    String detail = "The file cannot be read: " + reason(cause);
    String source = split.file().source();
    return records == null
        ? new DeadLetter(Reasons.UNREADABLE, detail, source + 0, new byte[0])
        : records.letter(detail, source);
  }

  private static String reason(IOException failure) {
    StoreAnswer answer = StoreAnswer.in(failure);
    return answer == null ? Lister.reason(failure) : answer.toString();
  }

  @Override
  public void wakeUp() {
    // Where a batch is long work, what comes meanwhile can wait; see LastingFetcher#close.
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

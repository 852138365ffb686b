package io.trailhound.job.source.files;

import io.trailhound.decode.ReusedChunks;
import io.trailhound.model.DeadLetter;
import io.trailhound.model.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** Some records of one file, on the way from the reading thread to the task. */
final class DecodedBatch implements RecordsWithSplitIds<Decoded> {
  private static final int MOST_RECORDS = 500;

  /** Original bytes held; a record has up to 256 KB of them. */
  private static final long MOST_BYTES = 2 << 20;

  private final String splitId;
  private final ReusedChunks chunks;
  private final List<Decoded> records = new ArrayList<>(MOST_RECORDS);
  private long bytes;
  private List<byte[]> ended = List.of();
  private boolean finished;
  private boolean begun;
  private int next;

  /**
   * @param chunks what its records point into
   */
  DecodedBatch(String splitId, ReusedChunks chunks) {
    this.splitId = splitId;
    this.chunks = chunks;
  }

  void add(Decoded record) {
    records.add(record);
    bytes += record.event() != null ? record.event().raw.length() : letter(record.deadLetter());
  }

  private static long letter(DeadLetter letter) {
    return letter.raw() == null ? 0 : letter.raw().length;
  }

  boolean isFull() {
    return records.size() >= MOST_RECORDS || bytes >= MOST_BYTES;
  }

  /** No record of the file follows this batch. */
  void finish() {
    finished = true;
  }

  /** Another batch begins: what records of this one, and of those before, alone point into. */
  void end() {
    ended = chunks.ended();
  }

  /** Batches are used up in the order in which they were filled. */
  @Override
  public void recycle() {
    chunks.giveBack(ended);
  }

  /** A file without records is never begun: it gets no output of its own. */
  @Override
  public String nextSplit() {
    if (begun || records.isEmpty()) {
      return null;
    }
    begun = true;
    return splitId;
  }

  @Override
  public Decoded nextRecordFromSplit() {
    return next < records.size() ? records.set(next++, null) : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return finished ? Set.of(splitId) : Set.of();
  }
}

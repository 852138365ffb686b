package io.trailhound.job.source.files;

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
  private final List<Decoded> records = new ArrayList<>(MOST_RECORDS);
  private long bytes;
  private boolean finished;
  private boolean begun;
  private int next;

  DecodedBatch(String splitId) {
    this.splitId = splitId;
  }

  void add(Decoded record) {
    records.add(record);
    byte[] raw = record.event() != null ? record.event().raw : record.deadLetter().raw();
    bytes += raw == null ? 0 : raw.length;
  }

  boolean isFull() {
    return records.size() >= MOST_RECORDS || bytes >= MOST_BYTES;
  }

  /** No record of the file follows this batch. */
  void finish() {
    finished = true;
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

package io.trailhound.job.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;

/**
 * Files that a reader has not opened in, watermarks that wait for their first events out. Flink
 * combines the outputs of all files of a reader by taking the least watermark. This one gives the
 * output of an assigned file the start of that file as its first watermark, and keeps one output
 * more that stands for the files which no reader has yet, found or not.
 */
final class WatermarkHold {
  /** No file has this name: Flink's paths have no doubled slash in their middle. */
  private static final String UNASSIGNED = "unassigned//files";

  private final long latenessMillis;
  private final List<FileSplit> assigned = new ArrayList<>();
  private long nothingBefore = Long.MIN_VALUE;
  private boolean allAssigned;
  private boolean changed = true;

  /** Whether the output for unassigned files exists. */
  private boolean holding;

  WatermarkHold(Duration lateness) {
    this.latenessMillis = lateness.toMillis();
  }

  void assigned(List<FileSplit> splits) {
    assigned.addAll(splits);
    changed = true;
  }

  void unassigned(NothingBefore earliest) {
    nothingBefore = earliest.time();
    changed = true;
  }

  void everythingAssigned() {
    allAssigned = true;
    changed = true;
  }

  /** To be called before every step of the reader; costs nothing when nothing has changed. */
  void tell(ReaderOutput<?> output) {
    if (!changed) {
      return;
    }
    changed = false;
    for (FileSplit split : assigned) {
      tell(output, split.splitId(), split.start());
    }
    assigned.clear();
    if (!allAssigned) {
      tell(output, UNASSIGNED, nothingBefore);
      holding = true;
    } else if (holding) {
      output.releaseOutputForSplit(UNASSIGNED);
      holding = false;
    }
  }

  private void tell(ReaderOutput<?> output, String splitId, long start) {
    output.createOutputForSplit(splitId).emitWatermark(new Watermark(before(start)));
  }

  /** What {@link FilesSource#watermarks} would say had it seen an event at {@code start}. */
  private long before(long start) {
    long earliest = Long.MIN_VALUE + latenessMillis + 1;
    return Math.max(start, earliest) - latenessMillis - 1;
  }
}

package io.trailhound.job.source.files;

import io.trailhound.decode.EpochClock;
import io.trailhound.job.source.EveryAdvance;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
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
  private final long earliest;
  private final EpochClock clock;

  /** In the order in which they came: a file is registered before what waited for it is let go. */
  private final Queue<Consumer<ReaderOutput<?>>> changes = new ArrayDeque<>();

  /** Files of {@link #changes}, whose outputs Flink has made already. */
  private final List<String> registered = new ArrayList<>();

  /**
   * @param least no watermark is smaller
   */
  WatermarkHold(Duration lateness, long least, EpochClock clock) {
    this.clock = clock;
    this.latenessMillis = lateness.toMillis();
    this.earliest = least + latenessMillis + 1;
    unassigned(new NothingBefore(Long.MIN_VALUE));
  }

  void assigned(List<FileSplit> splits) {
    for (FileSplit split : splits) {
      registered.add(split.splitId());
      changes.add(output -> hold(output, split.splitId(), split.start()));
    }
  }

  /** By an output anew: that one of a file has gone, Flink heeds at once only then. */
  void unassigned(NothingBefore earliest) {
    changes.add(
        output -> {
          output.createOutputForSplit(UNASSIGNED);
          output.releaseOutputForSplit(UNASSIGNED);
          hold(output, UNASSIGNED, earliest.time());
        });
  }

  void everythingAssigned() {
    changes.add(output -> output.releaseOutputForSplit(UNASSIGNED));
  }

  /** To be called before every step of the reader; costs nothing when nothing has changed. */
  void tell(ReaderOutput<?> output) {
    if (!registered.isEmpty()) {
      forget(registered, output);
    }
    while (!changes.isEmpty()) {
      changes.remove().accept(output);
    }
  }

  /**
   * Flink registers a file as it's assigned, without a watermark; what others have read, told
   * before and not yet heeded, would come to nothing, and a late event in the file would pass for
   * one in time.
   */
  private static void forget(List<String> files, ReaderOutput<?> output) {
    output.createOutputForSplit(UNASSIGNED);
    files.forEach(output::releaseOutputForSplit);
    files.clear();
  }

  private void hold(ReaderOutput<?> output, String splitId, long start) {
    output.createOutputForSplit(splitId).emitWatermark(new Watermark(before(start)));
  }

  /**
   * What {@link FilesSource#watermarks} would say had it seen an event at {@code start}. No name of
   * a file can promise what lies ahead of the clock.
   */
  private long before(long start) {
    long begin = start > earliest ? EveryAdvance.second(start) : earliest;
    return Math.min(begin, clock.getAsLong()) - latenessMillis - 1;
  }
}

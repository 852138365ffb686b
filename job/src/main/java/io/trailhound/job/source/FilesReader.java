package io.trailhound.job.source;

import io.trailhound.metrics.Metrics;
import io.trailhound.model.Decoded;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;

/**
 * The files of one subtask in, their records out, with a watermark that never passes the first
 * event of a file which is still to be opened, here or by another reader.
 *
 * <p>Metric: {@link Metrics#FILES_READ}.
 */
@SuppressWarnings("try") // Flink declares close() with a broad exception
final class FilesReader
    extends SingleThreadMultiplexSourceReaderBase<
        Decoded, Decoded, FileSplit, FilesReader.Progress> {
  /** So many files a reader has at hand, that it need not wait for the next one. */
  private static final int AT_HAND = 4;

  private final LastingFetcher fetcher;
  private final WatermarkHold hold;
  private final Counter filesRead;

  /** How far a file has come. */
  static final class Progress {
    private final FileSplit split;
    private long emitted;

    private Progress(FileSplit split) {
      this.split = split;
      this.emitted = split.emitted();
    }
  }

  FilesReader(LastingFetcher fetcher, WatermarkHold hold, SourceReaderContext context) {
    super(fetcher, FilesReader::emit, context.getConfiguration(), context);
    this.fetcher = fetcher;
    this.hold = hold;
    this.filesRead = Metrics.in(context.metricGroup()).counter(Metrics.FILES_READ);
  }

  /** Dead letters have no time: they leave the watermark alone. */
  private static void emit(Decoded record, SourceOutput<Decoded> output, Progress progress) {
    if (record.event() != null) {
      output.collect(record, record.event().eventTime);
    } else {
      output.collect(record);
    }
    progress.emitted++;
  }

  @Override
  public void start() {
    for (int atHand = getNumberOfCurrentlyAssignedSplits(); atHand < AT_HAND; atHand++) {
      context.sendSplitRequest();
    }
  }

  @Override
  public void addSplits(List<FileSplit> splits) {
    hold.assigned(splits);
    super.addSplits(splits);
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof UnassignedStart earliest) {
      hold.unassigned(earliest);
    }
  }

  @Override
  public void notifyNoMoreSplits() {
    hold.everythingAssigned();
    fetcher.everythingAssigned();
    super.notifyNoMoreSplits();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
    hold.tell(output);
    return super.pollNext(output);
  }

  @Override
  protected Progress initializedState(FileSplit split) {
    return new Progress(split);
  }

  @Override
  protected FileSplit toSplitType(String splitId, Progress progress) {
    return new FileSplit(progress.split.file(), progress.split.start(), progress.emitted);
  }

  @Override
  protected void onSplitFinished(Map<String, Progress> finished) {
    filesRead.inc(finished.size());
    for (int i = 0; i < finished.size(); i++) {
      context.sendSplitRequest();
    }
  }
}

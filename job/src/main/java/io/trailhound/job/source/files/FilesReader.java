package io.trailhound.job.source.files;

import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.StillReading;
import io.trailhound.metrics.Metrics;
import io.trailhound.model.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
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
        Decoded, Decoded, FileSplit, EmitDecoded.Progress> {
  /** With so many files at hand a reader asks for more, that it need not wait for the next one. */
  private static final int FEW = 8;

  /** After so many polls without the end of a file, others are told how far it has come. */
  private static final int TELL_EVERY = 20_000;

  private final LastingFetcher fetcher;
  private final WatermarkHold hold;
  private final StillReading stillReading;
  private final boolean tells;
  private final boolean namesFiles;
  private final boolean counts;
  private final EmitDecoded emit;
  private final Counter filesRead;
  private final List<String> fromCheckpoint = new ArrayList<>();
  private boolean begun;
  private boolean asked;
  private long told = Long.MIN_VALUE;
  private int polls;
  private int finished;
  private boolean allRead;

  /**
   * @param config says whether others hang on how far this one has read, and on which files
   * @param counts whether somebody asks how many events there were
   */
  FilesReader(
      LastingFetcher fetcher,
      WatermarkHold hold,
      FilesConfig config,
      boolean counts,
      SourceReaderContext context,
      EmitDecoded emit) {
    super(fetcher, emit, context.getConfiguration(), context);
    this.fetcher = fetcher;
    this.hold = hold;
    this.stillReading = new StillReading(context);
    this.tells = config.staysOpen();
    this.namesFiles = config.isTold();
    this.counts = counts;
    this.emit = emit;
    this.filesRead = Metrics.in(context.metricGroup()).counter(Metrics.FILES_READ);
  }

  @Override
  public void start() {
    begun = true;
    if (namesFiles) {
      context.sendSourceEventToCoordinator(new Holds(List.copyOf(fromCheckpoint)));
      fromCheckpoint.clear();
    }
    askForMore();
  }

  private void askForMore() {
    if (!asked && getNumberOfCurrentlyAssignedSplits() <= FEW) {
      asked = true;
      context.sendSplitRequest();
    }
  }

  @Override
  public void addSplits(List<FileSplit> splits) {
    hold.assigned(splits);
    super.addSplits(splits);
    if (namesFiles && !begun) {
      splits.forEach(split -> fromCheckpoint.add(split.splitId()));
    }
    // What comes back from a checkpoint comes before the start, and wasn't asked for.
    if (asked) {
      asked = false;
      askForMore();
    }
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof NothingBefore earliest) {
      hold.unassigned(earliest);
    } else if (event instanceof AllRead) {
      allRead = true;
    }
    fetcher.getQueue().notifyAvailable(); // a reader without records would not be asked
  }

  @Override
  public void notifyNoMoreSplits() {
    hold.everythingAssigned();
    fetcher.everythingAssigned();
    super.notifyNoMoreSplits();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
    stillReading.isPolled();
    hold.tell(output);
    if (allRead) {
      allRead = false;
      output.collect(Decoded.END);
    }
    InputStatus status = super.pollNext(output);
    if (++polls >= TELL_EVERY) {
      tellReadUpTo();
    }
    return status;
  }

  private void tellReadUpTo() {
    polls = 0;
    if (tells && emit.latest() > told) {
      told = emit.latest();
      context.sendSourceEventToCoordinator(new ReadUpTo(told));
    }
  }

  @Override
  public List<FileSplit> snapshotState(long checkpoint) {
    stillReading.checkpointBegins(checkpoint);
    fetcher.getQueue().notifyAvailable();
    return super.snapshotState(checkpoint);
  }

  @Override
  protected EmitDecoded.Progress initializedState(FileSplit split) {
    return new EmitDecoded.Progress(split);
  }

  @Override
  protected FileSplit toSplitType(String splitId, EmitDecoded.Progress progress) {
    return progress.toSplit();
  }

  @Override
  protected void onSplitFinished(Map<String, EmitDecoded.Progress> files) {
    tellReadUpTo();
    filesRead.inc(files.size());
    finished += files.size();
    if (namesFiles) {
      context.sendSourceEventToCoordinator(new Finished(List.copyOf(files.keySet())));
    }
    if ((tells || counts) && getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSourceEventToCoordinator(new ReadAll(finished, emit.takeBefore()));
      finished = 0;
    }
    askForMore();
  }
}

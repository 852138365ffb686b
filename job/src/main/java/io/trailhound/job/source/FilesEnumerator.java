package io.trailhound.job.source;

import io.trailhound.decode.CloudTrailDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Lists the input once, and gives readers that ask the next file in the order of first events. With
 * every file given, all readers learn where the rest begins: they hold the watermark for it.
 *
 * <p>Files are not given out all at once, because an archive may have half a million, and Flink
 * keeps an output and metrics for each that a reader has.
 */
final class FilesEnumerator implements SplitEnumerator<FileSplit, FilesCheckpoint> {
  private final SplitEnumeratorContext<FileSplit> context;
  private final List<String> input;
  private final CloudTrailDecoder decoder;
  private final TreeSet<FileSplit> unassigned = new TreeSet<>(FileSplit.ORDER);

  /** Readers that asked before the input was listed. */
  private final List<Integer> waiting = new ArrayList<>();

  private boolean listed;

  FilesEnumerator(
      SplitEnumeratorContext<FileSplit> context,
      List<String> input,
      CloudTrailDecoder decoder,
      FilesCheckpoint checkpoint) {
    this.context = context;
    this.input = input;
    this.decoder = decoder;
    this.listed = checkpoint.listed();
    this.unassigned.addAll(checkpoint.unassigned());
  }

  @Override
  public void start() {
    if (!listed) {
      context.callAsync(this::list, this::onListed);
    }
  }

  /** In a thread of its own: opens many files. */
  private List<FileSplit> list() {
    return InputFiles.find(input).stream()
        .map(file -> new FileSplit(file, StartTime.of(file, decoder), 0))
        .toList();
  }

  private void onListed(List<FileSplit> splits, Throwable failure) {
    if (failure != null) {
      throw new FlinkRuntimeException(failure.getMessage(), failure);
    }
    listed = true;
    unassigned.addAll(splits);
    context.registeredReaders().keySet().forEach(this::tell);
    waiting.forEach(this::give);
    waiting.clear();
  }

  @Override
  public void addReader(int subtask) {
    if (listed) {
      tell(subtask);
    }
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    if (listed) {
      give(subtask);
    } else {
      waiting.add(subtask);
    }
  }

  private void give(int subtask) {
    if (unassigned.isEmpty() || !context.registeredReaders().containsKey(subtask)) {
      return;
    }
    context.assignSplit(unassigned.pollFirst(), subtask);
    // After the file itself: a reader lets go of it here only when it holds it there.
    context.registeredReaders().keySet().forEach(this::tell);
  }

  private void tell(int subtask) {
    if (unassigned.isEmpty()) {
      context.signalNoMoreSplits(subtask);
    } else {
      long start = unassigned.first().start();
      context.sendEventToSourceReader(subtask, new UnassignedStart(start));
    }
  }

  @Override
  public void addSplitsBack(List<FileSplit> splits, int subtask) {
    unassigned.addAll(splits);
  }

  @Override
  public FilesCheckpoint snapshotState(long checkpointId) {
    return new FilesCheckpoint(listed, List.copyOf(unassigned));
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}

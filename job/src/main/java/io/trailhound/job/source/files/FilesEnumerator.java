package io.trailhound.job.source.files;

import io.trailhound.decode.CloudTrailDecoder;
import io.trailhound.job.config.FilesConfig;
import io.trailhound.job.source.ListeningReaders;
import io.trailhound.job.source.StillReads;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Files as they are found in, by a {@link Discovery}; gives readers that ask the next ones in the
 * order of first events. With every file given, all readers learn how far the watermark may go: to
 * where the rest begins or, where the source stays open, to the latest event that any reader has
 * emitted.
 *
 * <p>Files are not given out all at once, because an archive may have half a million, and Flink
 * keeps an output and metrics for each that a reader has.
 */
final class FilesEnumerator implements SplitEnumerator<FileSplit, FilesCheckpoint> {
  /** What a small file takes is less than what the message takes that brings it. */
  private static final int AT_ONCE = 8;

  private final SplitEnumeratorContext<FileSplit> context;
  private final FilesConfig config;
  private final Discovery discovery;
  private final Optional<ColdStart> cold;
  private final TreeSet<FileSplit> unassigned = new TreeSet<>(FileSplit.ORDER);

  private final ListeningReaders readers;

  /** The readers that have asked for files, in turn. */
  private final Set<Integer> waiting = new LinkedHashSet<>();

  private boolean listed;
  private long readUpTo;

  /** What readers were told; it only goes back when files come back from a reader that failed. */
  private long nothingBefore;

  private boolean allGiven;

  /** That were given to readers and that these have not told of since. */
  private int filesLeft;

  private boolean allRead;

  FilesEnumerator(
      SplitEnumeratorContext<FileSplit> context,
      FilesConfig config,
      CloudTrailDecoder decoder,
      FilesCheckpoint checkpoint,
      Optional<ColdStart> cold) {
    this.context = context;
    this.readers = new ListeningReaders(() -> context.registeredReaders().keySet());
    this.config = config;
    this.discovery =
        config.isTold()
            ? new QueueDiscovery(context, config, decoder, checkpoint)
            : new FolderDiscovery(context, config, decoder, checkpoint.seen(), checkpoint.listed());
    this.cold = cold;
    this.listed = checkpoint.listed();
    this.readUpTo = checkpoint.readUpTo();
    this.nothingBefore = checkpoint.nothingBefore();
    this.unassigned.addAll(checkpoint.unassigned());
  }

  @Override
  public void start() {
    context.metricGroup().setUnassignedSplitsGauge(() -> (long) unassigned.size());
    discovery.start(this::onFound);
  }

  private void onFound(List<FileSplit> files) {
    listed = true;
    unassigned.addAll(files);
    tellAll();
    give();
  }

  @Override
  public void addReader(int subtask) {
    readers.beginsAnew(subtask);
    waiting.remove(subtask); // of the reader that failed; the new one asks itself
    tell(subtask);
    tellWhenAllIsRead();
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    waiting.add(subtask);
    give();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof ReadUpTo read) {
      readUpTo = Math.max(readUpTo, read.time());
      tellAll();
    } else if (event instanceof ReadAll read) {
      filesLeft -= read.files();
      cold.ifPresent(it -> it.took(read.events()));
      tellWhenAllIsRead();
    } else if (event instanceof Holds holds) {
      discovery.begins(subtask, holds.files());
    } else if (event instanceof Finished end) {
      discovery.finished(end.files());
    } else if (event instanceof StillReads word) {
      readers.stillReads(subtask, word);
      give();
    }
  }

  private void give() {
    waiting.retainAll(context.registeredReaders().keySet());
    List<Integer> takers = waiting.stream().filter(readers::listens).toList();
    Map<Integer, List<FileSplit>> given = new TreeMap<>();
    for (int each = forEach(); each > 0; each--) {
      for (int subtask : takers) {
        if (!unassigned.isEmpty()) {
          given.computeIfAbsent(subtask, unused -> new ArrayList<>()).add(unassigned.pollFirst());
        }
      }
    }
    if (!given.isEmpty()) {
      waiting.removeAll(given.keySet());
      filesLeft += given.values().stream().mapToInt(List::size).sum();
      context.assignSplits(new SplitsAssignment<>(given));
    }
    // After the files themselves: a reader lets go of one here only when it holds it there.
    tellAll();
    tellWhenAllIsRead();
  }

  private void tellWhenAllIsRead() {
    boolean nowAllRead =
        listed
            && unassigned.isEmpty()
            && filesLeft == 0
            && context.registeredReaders().size() == context.currentParallelism();
    if (!nowAllRead || allRead) {
      return;
    }
    allRead = true;
    cold.ifPresent(ColdStart::allIsRead);
    if (config.until() != null) {
      context.registeredReaders().keySet().forEach(this::tellAllRead);
    }
  }

  /** With how far again: the last that a reader has heard of it may be older than its last file. */
  private void tellAllRead(int subtask) {
    tell(subtask);
    readers.tell(
        subtask, AllRead.class, () -> context.sendEventToSourceReader(subtask, new AllRead()));
  }

  /** Towards the end fewer and fewer, that the readers end together. */
  private int forEach() {
    return Math.min(AT_ONCE, 1 + unassigned.size() / (2 * context.currentParallelism()));
  }

  private void tellAll() {
    boolean nowAllGiven = listed && unassigned.isEmpty() && !config.staysOpen();
    long now = Math.max(nothingBefore, unassigned.isEmpty() ? readUpTo : earliest());
    if (now != nothingBefore || nowAllGiven != allGiven) {
      nothingBefore = now;
      allGiven = nowAllGiven;
      context.registeredReaders().keySet().forEach(this::tell);
    }
  }

  private long earliest() {
    return unassigned.first().start();
  }

  private void tell(int subtask) {
    readers.tell(subtask, NothingBefore.class, () -> tellHowFar(subtask));
  }

  private void tellHowFar(int subtask) {
    if (allGiven) {
      context.signalNoMoreSplits(subtask);
    } else {
      context.sendEventToSourceReader(subtask, new NothingBefore(nothingBefore));
    }
  }

  @Override
  public void addSplitsBack(List<FileSplit> splits, int subtask) {
    if (!splits.isEmpty()) {
      cold.ifPresent(ColdStart::losesCount);
      unassigned.addAll(splits);
      allGiven = false;
      nothingBefore = Math.min(nothingBefore, earliest());
    }
  }

  @Override
  public FilesCheckpoint snapshotState(long checkpointId) {
    readers.checkpointBegins(checkpointId);
    discovery.checkpointBegins(checkpointId);
    return new FilesCheckpoint(
        listed,
        List.copyOf(unassigned),
        nothingBefore,
        readUpTo,
        discovery.seen(),
        discovery.told());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    readers.checkpointIsComplete(checkpointId);
    discovery.checkpointIsComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) {
    readers.checkpointIsAborted(checkpointId);
    give();
  }

  @Override
  public void close() {
    discovery.close();
  }
}

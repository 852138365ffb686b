package io.trailhound.job.source.kinesis;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/**
 * Shards in, batches of their records out, each shard when it's due and not ahead of the others.
 * Runs in a thread of its own.
 */
final class ShardSplitReader implements SplitReader<ShardItem, ShardSplit> {
  private final KinesisStream stream;
  private final ShardMetrics metrics;
  private final Object lock = new Object();
  private final PriorityQueue<ShardCursor> shards =
      new PriorityQueue<>(Comparator.comparingLong(ShardCursor::due));

  /** Ahead of the others, by their names. */
  private final Map<String, ShardCursor> paused = new HashMap<>();

  /** What is to be told before anything is read. */
  private final Queue<ShardBatch> untold = new ArrayDeque<>();

  /** Guarded by the lock. */
  private boolean woken;

  ShardSplitReader(KinesisStream stream, ShardMetrics metrics) {
    this.stream = stream;
    this.metrics = metrics;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ShardSplit> change) {
    change.splits().forEach(split -> shards.add(new ShardCursor(stream, metrics, split)));
  }

  @Override
  public RecordsWithSplitIds<ShardItem> fetch() throws IOException {
    if (!untold.isEmpty()) {
      return untold.remove();
    }
    if (!awaitDue()) {
      return ShardBatch.nothing();
    }
    ShardCursor next = shards.remove();
    ShardBatch batch = next.read();
    if (!batch.isLast()) {
      shards.add(next);
    }
    return batch;
  }

  /** Whether a shard is due; false when somebody ended the waiting. */
  private boolean awaitDue() throws IOException {
    synchronized (lock) {
      while (!woken) {
        long left = shards.isEmpty() ? Long.MAX_VALUE : shards.peek().due() - System.nanoTime();
        if (left <= 0) {
          return true;
        }
        try {
          // Not 0, which would be for ever.
          lock.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException();
        }
      }
      woken = false;
      return false;
    }
  }

  /** Of a paused shard nobody knows what it has, so it isn't idle. One that has ended is gone. */
  @Override
  public void pauseOrResumeSplits(Collection<ShardSplit> toPause, Collection<ShardSplit> toResume) {
    List<String> ahead = toPause.stream().map(ShardSplit::shard).toList();
    for (ShardCursor cursor : List.copyOf(shards)) {
      if (ahead.contains(cursor.shard())) {
        shards.remove(cursor);
        paused.put(cursor.shard(), cursor);
        untold.add(cursor.unread());
      }
    }
    for (ShardSplit split : toResume) {
      ShardCursor cursor = paused.remove(split.shard());
      if (cursor != null) {
        shards.add(cursor);
      }
    }
  }

  @Override
  public void wakeUp() {
    synchronized (lock) {
      woken = true;
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}

package io.trailhound.job.source.kinesis;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** What one request brought of a shard. */
final class ShardBatch implements RecordsWithSplitIds<ShardItem> {
  private final String shard;
  private final Iterator<ShardItem> items;
  private final boolean ended;
  private boolean begun;

  ShardBatch(String shard, List<ShardItem> items, boolean ended) {
    this.shard = shard;
    this.items = items.iterator();
    this.ended = ended;
  }

  /** Of no shard. */
  static ShardBatch nothing() {
    return new ShardBatch("", List.of(), false);
  }

  /** Whether nothing more comes of the shard. */
  boolean isLast() {
    return ended;
  }

  @Override
  public String nextSplit() {
    if (begun || !items.hasNext()) {
      return null;
    }
    begun = true;
    return shard;
  }

  @Override
  public ShardItem nextRecordFromSplit() {
    return items.hasNext() ? items.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return ended ? Set.of(shard) : Set.of();
  }
}

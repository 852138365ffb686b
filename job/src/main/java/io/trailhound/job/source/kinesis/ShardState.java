package io.trailhound.job.source.kinesis;

import io.trailhound.job.source.SplitSilence;
import java.util.List;

/** How far a shard is read and emitted, and how long it has brought no event. */
final class ShardState {
  private final String shard;
  private final SplitSilence silence;
  private Position position;
  private long upTo;
  private List<String> children = List.of();

  ShardState(ShardSplit split, SplitSilence silence) {
    this.shard = split.shard();
    this.silence = silence;
    this.position = split.position();
    this.upTo = split.upTo();
  }

  /** A record was emitted. */
  void emitted(ShardItem.UserRecord record) {
    position =
        record.last()
            ? Position.after(record.sequence())
            : Position.within(record.sequence(), record.number() + 1);
    upTo = record.arrival();
  }

  /** All was emitted that the shard had at a time, in milliseconds. */
  void readToEnd(long time) {
    upTo = time;
  }

  void children(List<String> told) {
    children = told;
  }

  /** What has come of it, once it has ended. */
  List<String> children() {
    return children;
  }

  String shard() {
    return shard;
  }

  SplitSilence silence() {
    return silence;
  }

  ShardSplit toSplit(boolean ended) {
    return new ShardSplit(shard, position, upTo, ended);
  }
}

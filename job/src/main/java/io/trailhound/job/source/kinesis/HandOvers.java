package io.trailhound.job.source.kinesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Shards that have ended in, with whose readers wait for their children; which of these need not
 * wait any longer out: all that has come of them is with readers, or waits for another shard.
 */
final class HandOvers {
  /** Whose reader waits, since when, and for which children at least. */
  private record Waiting(int reader, long since, List<String> children) {}

  private final ShardOrder order;
  private final Map<String, Waiting> waiting = new HashMap<>();

  /** Shards that a reader has said it has. */
  private final Set<String> taken = new HashSet<>();

  /** When the last list was asked for that has come; null before the first. */
  private Long listed;

  HandOvers(ShardOrder order) {
    this.order = order;
  }

  /** A reader has them: those of a checkpoint too, and its watermark waits for them. */
  void taken(List<String> shards) {
    taken.addAll(shards);
  }

  /** The reader that had it is gone. */
  void givenBack(String shard) {
    taken.remove(shard);
  }

  /** The reader begins anew, and will tell again. */
  void forget(int reader) {
    waiting.values().removeIf(each -> each.reader() == reader);
  }

  void ended(int reader, ShardEnded end, long now) {
    taken.remove(end.shard());
    waiting.put(end.shard(), new Waiting(reader, now, end.children()));
  }

  /**
   * @param asked when the list was asked for that has come
   */
  void listed(long asked) {
    listed = asked;
  }

  private boolean knowsChildren(Waiting each) {
    return each.children().stream().allMatch(order::knows);
  }

  /** Whose reader waits for what comes of a shard; null when none does. */
  Integer reader(String shard) {
    Waiting each = waiting.get(shard);
    return each == null ? null : each.reader();
  }

  /** A reader whose shard is handed over. */
  record Done(int reader, String shard) {}

  /**
   * Those that are done; told once.
   *
   * @param listens whether a reader can be told
   */
  List<Done> done(IntPredicate listens) {
    List<Done> done = new ArrayList<>();
    waiting.forEach(
        (shard, each) -> {
          if (listens.test(each.reader())
              && listed != null
              && listed - each.since() >= 0
              && knowsChildren(each)
              && taken.containsAll(order.next(shard))) {
            done.add(new Done(each.reader(), shard));
          }
        });
    done.forEach(each -> waiting.remove(each.shard()));
    return done;
  }
}

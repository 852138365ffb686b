package io.trailhound.job.source.kinesis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shards of a stream in, which of them may be read next out: those whose parents were all read
 * to their ends. A parent that isn't known is one that the service no longer lists: all its records
 * have expired.
 */
final class ShardOrder {
  /** In states, by their names. */
  enum Stage {
    /** Its parents aren't all read, or no reader has it yet. */
    WAITING,
    /** A reader has it. */
    GIVEN,
    /** It was read to its end. */
    ENDED
  }

  /**
   * A shard that is known.
   *
   * @param split where it is to be begun, when it waits
   */
  record Known(ShardSplit split, List<String> parents, Stage stage) {
    private Known to(Stage next) {
      return new Known(split, parents, next);
    }
  }

  /** By id, which is the order in which they came to be. */
  private final Map<String, Known> shards = new TreeMap<>();

  ShardOrder(Collection<Known> known) {
    known.forEach(shard -> shards.put(shard.split().shard(), shard));
  }

  Collection<Known> known() {
    return shards.values();
  }

  /**
   * Takes a full list: what is new in it, and that what has ended and isn't in it won't come again.
   *
   * @param from where new ones are to be begun
   */
  void listed(List<ListedShard> listed, Position from) {
    for (ListedShard shard : listed) {
      shards.putIfAbsent(
          shard.id(),
          new Known(ShardSplit.begin(shard.id(), from), shard.parents(), Stage.WAITING));
    }
    Set<String> ids = listed.stream().map(ListedShard::id).collect(Collectors.toSet());
    shards
        .values()
        .removeIf(known -> known.stage() == Stage.ENDED && !ids.contains(known.split().shard()));
  }

  /** Those that may be read now and that no reader has. */
  List<ShardSplit> ready() {
    List<ShardSplit> ready = new ArrayList<>();
    for (Known known : shards.values()) {
      if (known.stage() == Stage.WAITING && known.parents().stream().allMatch(this::isRead)) {
        ready.add(known.split());
      }
    }
    return ready;
  }

  private boolean isRead(String shard) {
    Known known = shards.get(shard);
    return known == null || known.stage() == Stage.ENDED;
  }

  /**
   * A reader has it now; one that had ended, too, when its reader goes back to before that: where
   * tasks fail, what is known here stays.
   */
  void given(String shard) {
    shards.computeIfPresent(shard, (id, known) -> known.to(Stage.GIVEN));
  }

  /** The reader that was to have it is gone before a checkpoint had it. */
  void givenBack(ShardSplit split) {
    shards.computeIfPresent(
        split.shard(), (id, known) -> new Known(split, known.parents(), Stage.WAITING));
  }

  /** It was read to its end; may be told more than once. */
  void ended(String shard) {
    shards.computeIfPresent(shard, (id, known) -> known.to(Stage.ENDED));
  }

  /** What a shard came of; empty when it isn't known. */
  List<String> parents(String shard) {
    Known known = shards.get(shard);
    return known == null ? List.of() : known.parents();
  }

  boolean knows(String shard) {
    return shards.containsKey(shard);
  }

  /** The children of a shard that nothing else keeps from being read, and that aren't read yet. */
  List<String> next(String parent) {
    return shards.values().stream()
        .filter(known -> known.parents().contains(parent) && known.stage() != Stage.ENDED)
        .filter(known -> known.parents().stream().allMatch(this::isRead))
        .map(known -> known.split().shard())
        .toList();
  }
}

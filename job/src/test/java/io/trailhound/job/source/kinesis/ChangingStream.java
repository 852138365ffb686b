package io.trailhound.job.source.kinesis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What the service has: shards that are written to, split and merged, and expire. */
final class ChangingStream {
  private static final int FIRST_SHARDS = 3;
  private static final int MOST_SHARDS = 40;

  private final Random random;

  /** In the order in which they came to be. */
  private final Map<String, Shard> shards = new TreeMap<>();

  ChangingStream(Random random) {
    this.random = random;
    for (int i = 0; i < FIRST_SHARDS; i++) {
      open(List.of());
    }
  }

  /** Records are numbered from 0. */
  static final class Shard {
    private final ListedShard listed;
    private int records;
    private boolean closed;
    private boolean expired;

    private Shard(ListedShard listed) {
      this.listed = listed;
    }

    String id() {
      return listed.id();
    }

    List<String> parents() {
      return listed.parents();
    }

    int records() {
      return records;
    }

    boolean isClosed() {
      return closed;
    }
  }

  Collection<Shard> shards() {
    return shards.values();
  }

  Shard shard(String id) {
    return shards.get(id);
  }

  private void open(List<String> parents) {
    String id = String.format(Locale.ROOT, "shardId-%03d", shards.size());
    shards.put(id, new Shard(new ListedShard(id, parents)));
    parents.forEach(parent -> shards.get(parent).closed = true);
  }

  /** One is split, or two are merged. */
  void change() {
    if (shards.size() > MOST_SHARDS) {
      return;
    }
    List<String> open = new ArrayList<>();
    shards.values().stream().filter(it -> !it.closed).map(Shard::id).forEach(open::add);
    String one = open.get(random.nextInt(open.size()));
    String other = open.get(random.nextInt(open.size()));
    if (one.equals(other)) {
      open(List.of(one));
      open(List.of(one));
    } else {
      open(List.of(one, other));
    }
  }

  /** A record for each open shard. */
  void write() {
    shards.values().stream().filter(shard -> !shard.closed).forEach(shard -> shard.records++);
  }

  List<ListedShard> listed() {
    return shards.values().stream().filter(it -> !it.expired).map(it -> it.listed).toList();
  }

  /** All its records are gone. */
  void expire(String id) {
    shards.get(id).expired = true;
  }

  /** What is told with a shard's end: sometimes not all. */
  List<String> children(String id) {
    return shards.values().stream()
        .filter(it -> it.parents().contains(id) && random.nextBoolean())
        .map(Shard::id)
        .toList();
  }
}
